import { knownName } from '../surfaces/binding-name.ts';
import { hintFor } from '../checks/nearest-word.ts';
import type { UnreachedSurface } from '../surfaces/surface.ts';

/** Most names that one line tells where none is near. */
const named = 20;

/**
 * The ids of the option `ids` that fit nothing of a document, each told by its name. They are not refused: a definition
 * may return an id for the sake of other surfaces.
 * @param words what the document calls the things that ids lead to
 * @param used ids that fit otherwise
 */
export function unfitIds(
  ids: readonly string[] | undefined,
  document: string,
  words: readonly string[],
  used: readonly string[] = [],
): UnreachedSurface[] {
  return (ids ?? [])
    .filter((id) => !used.includes(id) && knownName(words, [id]) === null)
    .map((id) => ({
      unreached: `what the id ${JSON.stringify(id)} leads to in ${document}`,
      why: `nothing in it is called so: ${hintFor(id, [...new Set(words)], named)} – correct it in \`ids\`, or leave it out there if it is for other surfaces`,
    }));
}
