import { UsageError } from '../../../domain/errors.ts';
import type { SurfaceSource } from '../../surfaces/surface.ts';
import { draftSurfaces } from './draft-surfaces.ts';
import { checkOptions } from './options.ts';
import type { GraphQlOptions } from './options.ts';
import type { GraphQlDraft } from './query-draft.ts';

/**
 * Makes surfaces from the schema of a GraphQL service: `surfaces: [...fromGraphQl('/graphql')]`. When a run begins, the
 * deployment is asked for it by introspection, or it is read from a file (`schema`). Each query becomes a surface, and so
 * does each list within an object that a query gives, and each type that `node(id:)` may give: with all fields that take
 * no argument, objects within it, and rows page by page by their cursor. Arguments are bound to ids by their names and
 * types. What cannot be asked for is unreached, by name and with the reason; mutations are never sent. A surface written
 * in the definition replaces one with the same id (`POST /graphql#consultations`).
 *
 * Ids are called as types are, with a small letter (`consultation`).
 * @param endpoint path of the service on the deployment, or its address on one of its hosts
 */
export function fromGraphQl(endpoint: string, options: GraphQlOptions = {}): SurfaceSource[] {
  checkOptions(options);
  if (!/^(?:\/(?!\/)|https?:\/\/)[^\s#{}]*$/.test(endpoint))
    throw new UsageError(
      `fromGraphQl: ${JSON.stringify(endpoint)} is no address of a service`,
      "Give a path that begins with a slash; a schema's file stands in the options: fromGraphQl('/graphql', { schema: 'schema.graphql' }).",
    );
  return [
    {
      source: `GraphQL ${endpoint.replace(/\?.*$/s, '')}`,
      async read({ http }) {
        // The library is loaded by those who use it: it would slow down each command.
        const [{ introspect, schemaFromFile }, { queriesOf }] = await Promise.all([
          import('./read-schema.ts'),
          import('./queries-of.ts'),
        ]);
        const { schema } = options;
        const read =
          schema === undefined
            ? await introspect(http, endpoint, await options.signIn?.({ http }))
            : await schemaFromFile(schema);
        return queriesOf(read, options);
      },
      surfaces: (draft) => draftSurfaces(draft as GraphQlDraft, endpoint, options),
    },
  ];
}
