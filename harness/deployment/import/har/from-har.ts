import type { RequestSurface, UnreachedSurface } from '../../surface.ts';
import { readHar } from './read-har.ts';
import { recordedSurfaces } from './recorded-surfaces.ts';
import type { RecordedOptions } from './recorded-surfaces.ts';

/**
 * Surfaces from what a person, or a browser test, did as one account, recorded as an HTTP Archive (HAR):
 * `surfaces: [...(await fromHar('recording.har', { ids: { patient: 'pat_1', recording: 'rec_7' } }))]`. Every
 * answer that may hold an account's data becomes one, with its ids as bindings; what was asked for and cannot be
 * tried as it stands is unreached, by name. Scripts, styles and other hosts' answers are left aside. Nothing of
 * the recording's credentials is kept. Rejects with a UsageError where the file is no HAR, or larger than 100 MB.
 */
export async function fromHar(
  file: string,
  options: RecordedOptions = {},
): Promise<(RequestSurface | UnreachedSurface)[]> {
  const { surfaces, unreached } = recordedSurfaces(await readHar(file), options);
  return [...surfaces, ...unreached];
}
