import { buildSchema } from 'graphql';
import { describe, expect, it } from 'vitest';
import { drafted, inWords, named, unreached } from './drafted.test-support.ts';
import { queriesOf } from './queries-of.ts';

const clinic = `
  interface Node { id: ID! }
  type Query {
    me: Patient
    patient(id: ID!): Patient
    consultations(first: Int, after: String, patientId: ID): ConsultationConnection!
    consultation(id: ID!): Consultation
    recordings: [Recording!]! @deprecated(reason: "use consultations")
    consultationCount: Int!
    node(id: ID!): Node
    version: String!
  }
  type Mutation { book(reason: String!): Consultation cancel(id: ID!): Boolean }
  type Subscription { consultationChanged(id: ID!): Consultation messageAdded: Message }
  type Patient implements Node {
    id: ID! name: String! consultationCount: Int!
    consultations(first: Int, after: String): ConsultationConnection!
    invoice(id: ID!): Invoice
  }
  type Consultation implements Node { id: ID! reason: String patient: Patient! recordings: [Recording!]! }
  type Recording { id: ID! title: String url: String consultation: Consultation! }
  type ConsultationConnection { edges: [ConsultationEdge!]! pageInfo: PageInfo! totalCount: Int! }
  type ConsultationEdge { cursor: String! node: Consultation! }
  type PageInfo { hasNextPage: Boolean! endCursor: String }
  type Message { text: String! }
  type Invoice { id: ID! total: Int! }
`;
const ids = ['patient', 'consultation'];

describe('the queries of a schema', () => {
  it('are its lists, what ids lead to, lists within objects, types of a node, and counts', () => {
    expect(inWords(drafted(clinic, { ids }))).toEqual([
      'read me',
      'read me(nested)',
      'figure me.consultationCount',
      'list me.consultations {"first":50}',
      'list me.consultations(nested) {"first":50}',
      'list me.consultations(first) {"first":2}',
      'read patient {"id":"{patient}"}',
      'read patient(nested) {"id":"{patient}"}',
      'list patient.consultations {"id":"{patient}","first":50}',
      'list patient.consultations(nested) {"id":"{patient}","first":50}',
      'list patient.consultations(first) {"id":"{patient}","first":2}',
      'list consultations {"first":50}',
      'list consultations(nested) {"first":50}',
      'list consultations(patientId) {"first":50,"patientId":"{patient}"}',
      'list consultations(first) {"first":2}',
      'read consultation {"id":"{consultation}"}',
      'read consultation(nested) {"id":"{consultation}"}',
      'list consultation.recordings {"id":"{consultation}"}',
      'list consultation.recordings(nested) {"id":"{consultation}"}',
      'list recordings',
      'list recordings(nested)',
      'figure consultationCount',
      'read node(Patient) {"id":"{patient}"}',
      'read node(Patient)(nested) {"id":"{patient}"}',
      'list node(Patient).consultations {"id":"{patient}","first":50}',
      'list node(Patient).consultations(nested) {"id":"{patient}","first":50}',
      'list node(Patient).consultations(first) {"id":"{patient}","first":2}',
      'read node(Consultation) {"id":"{consultation}"}',
      'read node(Consultation)(nested) {"id":"{consultation}"}',
      'list node(Consultation).recordings {"id":"{consultation}"}',
      'list node(Consultation).recordings(nested) {"id":"{consultation}"}',
      'read version',
    ]);
  });

  it('say where rows and numbers are', () => {
    const draft = drafted(clinic, { ids });
    expect(draft.queries.flatMap(({ name, at }) => (at === null ? [] : [`${name} ${at}`]))).toEqual(
      expect.arrayContaining([
        'consultations $.data.consultations.edges',
        'me.consultations $.data.me.consultations.edges',
        'recordings $.data.recordings',
        'consultationCount $.data.consultationCount',
        'node(Consultation).recordings $.data.node.recordings',
      ]),
    );
  });

  it('ask for all fields, objects within objects as deep as is said, and pages by their cursor', () => {
    const draft = drafted(clinic, { ids, depth: 1 });
    expect(named(draft, 'consultations(nested)')?.query).toBe(
      'query ($first: Int, $after: String) { consultations(first: $first, after: $after) { edges { cursor node { id reason patient { id name consultationCount } recordings { id title url } } } pageInfo { hasNextPage endCursor } totalCount } }',
    );
    expect(named(draft, 'node(Consultation)')?.query).toBe(
      'query ($id: ID!) { node(id: $id) { __typename ... on Consultation { id reason } } }',
    );
  });

  it('find rows in connections and pages of other makes', () => {
    const draft = drafted(`
      type Query { a: A b(page: Int!, size: Int!): B c: C viewer: Viewer }
      type A { nodes: [Row!]! edges: [Edge!]! pageInfo: PageInfo! } type Edge { node: Row }
      type B { content: [Row!]! totalElements: Int! } type C { nodes: [Row] }
      type Viewer { rows(first: Int!, after: ID): A unread: Int! row(id: Int!): Row }
      type Row { id: ID! } type PageInfo { hasNextPage: Boolean! endCursor: String }`);
    expect(draft.queries.map(({ gives, name, at }) => `${gives} ${name} ${at}`)).toEqual([
      'list a $.data.a.edges',
      'list b $.data.b.content',
      'list b(size) $.data.b.content',
      'list c $.data.c.nodes',
      'read viewer null',
      'read viewer(nested) null',
      'list viewer.rows $.data.viewer.rows.edges',
      'list viewer.rows(first) $.data.viewer.rows.edges',
      'read viewer.row null',
    ]);
    expect(named(draft, 'viewer(nested)')?.query).toContain('rows(first: 20) { edges { node {');
    expect(unreached(draft)).toEqual([]);
  });

  it('page by numbers, and are tried with the values that an argument may have', () => {
    const draft = drafted(`
      enum Order { NEWEST OLDEST } type Row { id: ID! }
      type Query {
        rows(skip: Int! = 0, take: Int! = 10, order: Order! = NEWEST, all: Boolean): [Row!]!
        sorted(by: Order!, hidden: Boolean!): [Row!]!
        row(id: ID!, by: [Order!]): Row
        few(limit: Int): [Row!]!
      }`);
    expect(inWords(draft)).toEqual([
      'list rows {"take":50}',
      'list rows(take) {"take":2}',
      'list sorted {"by":"NEWEST","hidden":false}',
      'read row {"id":"{row}"}',
      'list few {"limit":50}',
    ]);
    expect(named(draft, 'rows')?.query).toBe(
      'query ($skip: Int, $take: Int!, $order: Order, $all: Boolean) { rows(skip: $skip, take: $take, order: $order, all: $all) { id } }',
    );
    expect(draft.queries.map(({ parameters }) => parameters)).toEqual([
      { order: ['NEWEST', 'OLDEST'], all: ['true', 'false'] },
      { order: ['NEWEST', 'OLDEST'], all: ['true', 'false'] },
      { by: ['OLDEST'], hidden: ['true'] },
      { by: ['NEWEST', 'OLDEST'] },
      undefined,
    ]);
  });

  it('leave out by name what has no known id, and never change anything', () => {
    expect(unreached(drafted(clinic, { ids }))).toEqual([
      "me.invoice: id is none of the ids patient, consultation: name the one it is in bind, or return one more from the definition's functions",
      "patient.invoice: id is none of the ids patient, consultation: name the one it is in bind, or return one more from the definition's functions",
      "node(Patient).invoice: id is none of the ids patient, consultation: name the one it is in bind, or return one more from the definition's functions",
      "subscription consultationChanged: name the action that makes it tell its owner something: fromGraphQl(…, { subscriptions: { consultationChanged: 'sendMessage' } })",
      "subscription messageAdded: name the action that makes it tell its owner something: fromGraphQl(…, { subscriptions: { messageAdded: 'sendMessage' } })",
      'what changes things (2): mutations are never sent: book, cancel',
      'fields that no query asks for (3): they need an argument, or lie deeper than `depth`: describe by hand what gives something of patients: Patient.invoice, Invoice.id, Invoice.total',
    ]);
  });

  it('are made of subscriptions whose action is known', () => {
    const { subscriptions } = drafted(clinic, {
      ids,
      depth: 0,
      subscriptions: { consultationChanged: 'note', messageAdded: 'write' },
    });
    expect(subscriptions).toEqual([
      {
        name: 'consultationChanged',
        gives: 'read',
        query: 'subscription ($id: ID!) { consultationChanged(id: $id) { id reason } }',
        variables: { id: '{consultation}' },
        act: 'note',
      },
      {
        name: 'messageAdded',
        gives: 'list',
        query: 'subscription { messageAdded { text } }',
        variables: {},
        act: 'write',
      },
    ]);
  });
});

describe('a schema that is large or strange', () => {
  it('is asked for in bounded queries, the near fields first', () => {
    const count = 10_000;
    const types = Array.from(
      { length: count },
      (_, index) =>
        `type T${index} { id: ID! ${Array.from({ length: 4 }, (_, field) => `f${field}: String`).join(' ')} next: T${(index + 1) % count} all: [T${(index * 7) % count}!] }`,
    );
    const fields = Array.from({ length: 2000 }, (_, index) => `t${index}: T${index}`);
    const sdl = `type Query { ${fields.join(' ')} } ${types.join(' ')}`;
    const draft = queriesOf(buildSchema(sdl, { assumeValid: true }), { depth: 5 });
    expect(draft.queries).toHaveLength(400);
    expect(Math.max(...draft.queries.map(({ query }) => query.length))).toBeLessThan(3000);
    expect(draft.queries[0]?.query).toContain('f3');
    expect(unreached(draft)[0]).toMatch(
      /^further queries \(1900\): no more than 400 are made of a schema: t100, .* and 1880 more$/,
    );
  });

  it('does not ask for a field within itself', () => {
    const draft = drafted('type Query { a: A } type A { id: ID! b: B } type B { id: ID! a: A }', {
      depth: 5,
    });
    expect(draft.queries[1]?.query).toBe('query { a { id b { id a { id } } } }');
  });

  it('may have interfaces and unions whose types have fields of the same name', () => {
    const draft = drafted(`
      type Query { found: [Found!]! thing: Thing }
      union Found = A | B
      interface Thing { id: ID! }
      type A implements Thing { id: ID! size: Int! of: B }
      type B implements Thing { id: ID! size: String of: A }`);
    expect(named(draft, 'found(nested)')?.query).toContain('... on B { id B_size: size B_of: of {');
    expect(named(draft, 'thing(nested)')?.query).toContain(
      'thing { __typename id ... on A { size of {',
    );
  });

  it('may use names that objects of the language have', () => {
    const draft = drafted(
      'type Query { constructor(id: ID!): toString hasOwnProperty: [toString] } type toString { valueOf: String toLocaleString: Int }',
    );
    expect(inWords(draft)).toEqual(['read constructor {"id":"{toString}"}', 'list hasOwnProperty']);
  });

  it('has no name so long that a report could not show it', () => {
    const long = 'a'.repeat(100_000);
    const draft = drafted(`type Query { ${long}: Int b: B } type B { ${long}: Int c: Int }`);
    expect(inWords(draft)).toEqual(['read b']);
    expect(JSON.stringify(draft).length).toBeLessThan(2000);
  });
});

describe('what must not be asked for', () => {
  it('is left out with its reason', () => {
    const except = {
      version: 'public',
      'Consultation.reason': 'only staff may',
      'me.consultations': 'empty here',
    };
    const draft = drafted(clinic, { ids, except });
    expect(named(draft, 'version')).toBeUndefined();
    expect(named(draft, 'me.consultations')).toBeUndefined();
    expect(draft.queries.filter(({ query }) => query.includes('reason'))).toEqual([]);
    expect(unreached(draft)).toEqual(
      expect.arrayContaining(Object.entries(except).map(([name, why]) => `${name}: ${why}`)),
    );
  });

  it('is refused where it is nothing of the schema', () => {
    expect(() => drafted(clinic, { ids, except: { consultatoins: 'typo' } })).toThrow(
      'there is no query and no field "consultatoins" to leave out: did you mean consultations?',
    );
    expect(() => drafted(clinic, { ids, subscriptions: { gone: 'book' } })).toThrow(
      'there is no subscription "gone"',
    );
  });
});
