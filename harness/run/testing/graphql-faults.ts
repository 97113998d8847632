import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { buildSchema, graphql, GraphQLError, Kind, parse } from 'graphql';
import type { FieldNode, OperationDefinitionNode } from 'graphql';
import { json } from '../../exercise/http/serve.test-support.ts';
import { deploy } from '../../exercise/worker/worker.test-support.ts';
import type { Deployment, Note } from '../../exercise/worker/worker.test-support.ts';

/** What the resolvers do wrong: they forget whose notes they are, for one argument. */
export const argumentFaults = ['page', 'offset', 'order', 'all', 'form', 'message'] as const;
/** Where the guard does not look. */
export const guardFaults = [
  'batch',
  'batch of one’s own first',
  'alias',
  'get',
  'operation-name',
  'second-operation',
  'persisted',
] as const;

export type Fault = (typeof argumentFaults)[number] | (typeof guardFaults)[number];

const schema = buildSchema(`
  enum Order { OLDEST NEWEST LONGEST }
  enum Form { PLAIN SHORT }
  type Query {
    pages(page: Int, pageSize: Int): [Note!]!
    slices(offset: Int, limit: Int): [Note!]!
    sorted(order: Order): [Note!]!
    found(all: Boolean): [Note!]!
    note(id: ID!, form: Form! = PLAIN): Note
  }
  type Note { id: ID! text: String! }
`);

type Asked = {
  query?: string;
  variables?: Record<string, unknown>;
  operationName?: string;
  extensions?: { persistedQuery?: { sha256Hash: string } };
};

/**
 * Starts a GraphQL service of notes whose lists page by numbers, sort and filter. A guard before the resolvers looks
 * whose note each operation asks for; they themselves do not.
 */
export async function startGraphQlFaults(wrong: readonly Fault[]): Promise<{ url: string }> {
  const faults = new Set(wrong);
  const known = new Map<string, string>();
  const answer = async (deployment: Deployment, request: IncomingMessage, text: string) => {
    const viewer = deployment.viewer(request);
    const asked = JSON.parse(text) as Asked | Asked[];
    const all = Array.isArray(asked) ? asked : [asked];
    const answers = all.map(async (one, index) => {
      const hash = one.extensions?.persistedQuery?.sha256Hash ?? '';
      const source = one.query ?? known.get(hash);
      if (source === undefined) return { errors: [{ message: 'PersistedQueryNotFound' }] };
      if (createHash('sha256').update(source).digest('hex') === hash) known.set(hash, source);
      const isFree =
        (faults.has('batch') && all.length > 1) ||
        (faults.has('batch of one’s own first') && index > 0 && asksForNote(all[0], viewer)) ||
        (faults.has('get') && request.method === 'GET') ||
        (faults.has('operation-name') && one.operationName === 'IntrospectionQuery') ||
        (faults.has('persisted') && one.query === undefined);
      const { variables = {}, operationName } = one;
      const why = isFree ? null : refusal(deployment, viewer, { source, variables, operationName });
      if (why !== null) return { errors: [why], data: null };
      const rootValue = rootOf(deployment, viewer, faults);
      return graphql({ schema, source, variableValues: variables, operationName, rootValue });
    });
    const made = await Promise.all(answers);
    return Array.isArray(asked) ? made : made[0];
  };
  /** A batch that begins with a note, as one’s own: here any, since the guard has looked at it. */
  const asksForNote = (first: Asked | undefined, viewer: string | undefined) =>
    viewer !== undefined && /note\(/.test(first?.query ?? '');
  const refusal = (
    { notes }: Deployment,
    viewer: string | undefined,
    asked: {
      source: string;
      variables: Record<string, unknown>;
      operationName?: string | undefined;
    },
  ): GraphQLError | null => {
    if (asked.source.includes('__schema')) return null;
    const operations = parse(asked.source).definitions.filter(
      (one): one is OperationDefinitionNode => one.kind === Kind.OPERATION_DEFINITION,
    );
    const fields = operations
      .slice(0, faults.has('second-operation') ? 1 : undefined)
      .flatMap(({ selectionSet: { selections } }) =>
        (selections as readonly FieldNode[]).slice(0, faults.has('alias') ? 1 : undefined),
      );
    const isPublic = fields.every(({ name }) => name.value === '__typename');
    if (viewer === undefined && !isPublic) return new GraphQLError('unauthenticated');
    for (const field of fields.filter(({ name }) => name.value === 'note')) {
      const value = field.arguments?.find(({ name }) => name.value === 'id')?.value;
      const id =
        value?.kind === Kind.VARIABLE
          ? asked.variables[value.name.value]
          : value?.kind === Kind.STRING
            ? value.value
            : null;
      const note = notes.find((one) => one.id === id);
      const isFree = faults.has('form') && asked.variables['form'] === 'SHORT';
      if (note === undefined) return new GraphQLError('there is no such note');
      if (note.owner !== viewer && !isFree)
        return new GraphQLError(
          faults.has('message') ? `forbidden: “${note.text}” is not yours` : 'forbidden',
        );
    }
    return null;
  };
  return deploy({
    'POST /graphql': async (deployment, request, response, body) =>
      json(response, await answer(deployment, request, body)),
    'GET /graphql': async (deployment, request, response) => {
      const { query, variables = '{}' } = Object.fromEntries(
        new URL(request.url ?? '', 'http://any.invalid').searchParams,
      );
      const asked = { query, variables: JSON.parse(variables) as unknown };
      json(response, await answer(deployment, request, JSON.stringify(asked)));
    },
    'GET /version': (_, request, response) => void response.end('1'),
  });
}

function rootOf({ notes }: Deployment, viewer: string | undefined, faults: ReadonlySet<Fault>) {
  const own = notes.filter(({ owner }) => owner === viewer);
  const others = notes.filter(({ owner }) => owner !== viewer);
  const leaky = (isOpen: boolean): Note[] => (isOpen ? [...own, ...others] : own);
  return {
    pages: ({ page = 1, pageSize = 10 }) =>
      leaky(faults.has('page') && page > 1).slice((page - 1) * pageSize, page * pageSize),
    slices: ({ offset = 0, limit = 10 }) =>
      leaky(faults.has('offset') && offset > 0).slice(offset, offset + limit),
    sorted: ({ order = 'OLDEST' }) => leaky(faults.has('order') && order === 'LONGEST'),
    found: ({ all = false }) => leaky(faults.has('all') && all),
    note: ({ id }: { id: string }) => notes.find((note) => note.id === id),
  };
}
