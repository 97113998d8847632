import type { Definition } from '../deployment/definition.ts';
import { unreadSources } from '../deployment/surfaces/surface.ts';
import type { Imports } from '../deployment/surfaces/with-sources.ts';
import { UsageError } from '../domain/errors.ts';
import { createHttp } from '../exercise/http/http-session.ts';

/**
 * Reads from the deployment what its definition's surfaces follow from, each once. Rejects with a UsageError that names
 * the document, as without it nobody would know what was not looked at.
 * @param known what an earlier half of the run has read. It is not read again
 */
export async function readSources(
  definition: Definition & { url: string },
  known: Imports = {},
): Promise<Imports> {
  const missing = unreadSources(definition.surfaces).filter(
    ({ source }) => !Object.hasOwn(known, source),
  );
  if (missing.length === 0) return known;
  const http = createHttp(definition, new AbortController().signal);
  try {
    const read = { ...known };
    for (const { source, read: from } of missing) {
      try {
        read[source] = await from({ http });
      } catch (error) {
        if (error instanceof UsageError) throw error;
        throw new UsageError(
          `${definition.name} (${definition.url}) did not give ${source}: ${error instanceof Error ? error.message : String(error)}`,
          'Correct its address in `surfaces`, or ask for it as somebody who may see it (the option `signIn` of the import).',
          { cause: error },
        );
      }
    }
    return read;
  } finally {
    await http.close();
  }
}
