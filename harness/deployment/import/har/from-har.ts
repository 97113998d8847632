import type { RequestSurface, UnreachedSurface } from '../../surfaces/surface.ts';
import { readHar } from './read-har.ts';
import { recordedSurfaces } from './recorded-surfaces.ts';
import type { RecordedOptions } from './recorded-surfaces.ts';

/**
 * Makes surfaces from an HTTP Archive (HAR), in which a person or a browser test used the deployment as one account:
 * `surfaces: [...(await fromHar('recording.har', { ids: { patient: 'pat_1', recording: 'rec_7' } }))]`. Every answer
 * that may hold data of an account becomes a surface, with the ids in its address as bindings. A request that cannot be
 * repeated becomes an unreached surface, with the reason. Scripts, styles and answers of other hosts are left out. No
 * credentials of the recording are kept. Rejects with a UsageError when the file is no HAR, or larger than 100 MB.
 */
export async function fromHar(
  file: string,
  options: RecordedOptions = {},
): Promise<(RequestSurface | UnreachedSurface)[]> {
  const { surfaces, unreached } = recordedSurfaces(await readHar(file), options);
  return [...surfaces, ...unreached];
}
