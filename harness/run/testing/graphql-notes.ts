import { buildSchema, graphql, GraphQLError } from 'graphql';
import { json } from '../../exercise/http/serve.test-support.ts';
import { deploy } from '../../exercise/worker/worker.test-support.ts';
import type { Deployment, Note } from '../../exercise/worker/worker.test-support.ts';

/** A place where the service does not look whose something is. */
export type GraphQlFault = 'list' | 'node' | 'nested' | 'page' | 'count' | 'anonymous';

const schema = buildSchema(`
  interface Node { id: ID! }
  type Query {
    me: Account
    account(id: ID!): Account
    notes(first: Int, after: String): NoteConnection!
    latestNotes: [Note!]!
    note(id: ID!): Note
    noteCount: Int!
    node(id: ID!): Node
    version: String!
  }
  type Mutation { removeNote(id: ID!): Boolean }
  type Account implements Node { id: ID! notes(first: Int, after: String): NoteConnection! }
  type Note implements Node { id: ID! text: String! words: [String!]! @deprecated author: Account! }
  type NoteConnection { edges: [NoteEdge!]! pageInfo: PageInfo! totalCount: Int! }
  type NoteEdge { cursor: String! node: Note! }
  type PageInfo { hasNextPage: Boolean! endCursor: String }
`);

type Page = { first?: number; after?: string };

/**
 * Starts a GraphQL service of notes: a connection, a list, what ids lead to, Relay's `node`, and a count. It refuses by
 * errors in an answer of status 200, as most of them do.
 * @param wrong what it does wrong. Default: nothing
 */
export async function startGraphQlNotes(
  wrong: readonly GraphQlFault[] = [],
): Promise<{ url: string }> {
  const faults = new Set(wrong);
  return deploy({
    'POST /graphql': async (deployment, request, response, body) => {
      const viewer = deployment.viewer(request);
      const { query, variables } = JSON.parse(body) as { query: string; variables?: object };
      if (/^\s*mutation/.test(query)) throw new Error('a mutation was sent');
      const rootValue = rootOf(deployment, viewer, faults);
      const answer = await graphql({
        schema,
        source: query,
        variableValues: { ...variables },
        rootValue,
      });
      json(response, answer);
    },
    'GET /version': (_, request, response) => void response.end('1'),
  });
}

function rootOf(
  { notes }: Deployment,
  viewer: string | undefined,
  faults: ReadonlySet<GraphQlFault>,
) {
  const own = (owner: string | undefined): Note[] => notes.filter((note) => note.owner === owner);
  const guard = (owner: string | undefined): void => {
    if (faults.has('anonymous')) return;
    if (viewer === undefined) throw refusal('UNAUTHENTICATED');
    if (owner !== viewer) throw refusal('FORBIDDEN');
  };
  const pageOf = (all: readonly Note[], { first = 10, after }: Page) => {
    const from = after === undefined ? 0 : all.findIndex(({ id }) => id === after) + 1;
    const page = all.slice(from, from + first);
    return {
      edges: page.map((note) => ({ cursor: note.id, node: noteOf(note) })),
      pageInfo: { hasNextPage: from + first < all.length, endCursor: page.at(-1)?.id ?? null },
      totalCount: all.length,
    };
  };
  const noteOf = ({ id, text, owner }: Note): object => ({
    __typename: 'Note',
    id,
    text,
    words: text.split(' '),
    author: () => accountOf(owner),
  });
  // The record is guarded by its fields, each of which must look by itself.
  const accountOf = (id: string): object => ({
    __typename: 'Account',
    id: () => (guard(id), id),
    notes: (page: Page) => {
      guard(faults.has('nested') ? viewer : id);
      return pageOf(own(id), page);
    },
  });
  const byId = (id: string): object => {
    const note = notes.find((one) => one.id === id);
    if (note === undefined && !notes.some(({ owner }) => owner === id)) throw refusal('NOT_FOUND');
    guard(faults.has('node') ? viewer : (note?.owner ?? id));
    return note === undefined ? accountOf(id) : noteOf(note);
  };
  return {
    me: () => (guard(viewer), accountOf(viewer ?? '')),
    account: ({ id }: { id: string }) => accountOf(id),
    notes: (page: Page) => {
      guard(viewer);
      const isOpen = faults.has('page') && page.after !== undefined;
      const all = isOpen
        ? [...own(viewer), ...notes.filter(({ owner }) => owner !== viewer)]
        : own(viewer);
      return pageOf(all, page);
    },
    latestNotes: () => {
      guard(viewer);
      return (faults.has('list') ? notes : own(viewer)).map(noteOf);
    },
    note: ({ id }: { id: string }) => {
      const note = notes.find((one) => one.id === id);
      if (note === undefined) throw refusal('NOT_FOUND');
      guard(note.owner);
      return noteOf(note);
    },
    noteCount: () => {
      guard(viewer);
      return (faults.has('count') ? notes : own(viewer)).length;
    },
    node: ({ id }: { id: string }) => byId(id),
    version: '1',
  };
}

function refusal(code: string): GraphQLError {
  return new GraphQLError(code.toLowerCase(), { extensions: { code } });
}
