import type { Inspecting } from '../scan/inspect.ts';
import { signKey } from '../scan/sightings.ts';

/**
 * A function for the keys of the signs in all that an attempt sent, so that an echo of them is no sighting. Most
 * answers hold nothing to compare them with: what was sent is looked at when somebody first asks.
 */
export function signsSent(
  { inspecting }: { inspecting: Pick<Inspecting, 'look'> },
  sent: readonly string[],
): () => ReadonlySet<string> {
  let signs: ReadonlySet<string> | null = null;
  return () =>
    (signs ??= new Set(inspecting.look(sent.join('\n')).map(({ sign }) => signKey(sign))));
}
