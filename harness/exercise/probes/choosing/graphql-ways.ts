import { createHash } from 'node:crypto';
import { bindingsOf } from '../../../deployment/surfaces/bind-path.ts';
import type { ProbeAttempt, RequestChange } from '../../../deployment/probe.ts';
import type { AskedSurface, Surface } from '../../../deployment/surfaces/surface.ts';
import type { Ids } from '../../../domain/ledger/thing.ts';
import { declaredVariables, isGraphQlBody, queryHead } from '../../http/graphql-body.ts';
import type { GraphQlBody } from '../../http/graphql-body.ts';
import { bindJson } from '../../http/requests.ts';
import { findRows } from '../../rows/rows.ts';
import { otherValues } from './other-queries.ts';

/** An operation that everybody may ask for: a guard that looks at the first one only lets it pass. */
const harmless = '__typename';

/**
 * Other ways to send the same GraphQL query. A guard before the server may look at the first operation alone, at the name
 * of the operation, at the text of the query, or at POST requests. Empty where the surface is no GraphQL query.
 * @param own ids of something that the viewer may see; null where it has nothing of the kind
 */
export function graphQlWays(
  { surface, session, thing }: ProbeAttempt,
  own: Ids | null,
): RequestChange[] {
  const { json } = surface;
  if (!isGraphQlBody(json)) return [];
  const first = own === null ? null : ownField(json, own);
  const isOwner = session !== null && (thing === null || thing.owner.id === session.account.id);
  const way = (
    name: string,
    change: (body: GraphQlBody) => unknown,
    more: Partial<RequestChange> = {},
  ): RequestChange => ({
    name: `graphql-${name}`,
    json: (body) => (isGraphQlBody(body) ? change(body) : body),
    ...more,
  });
  return [
    way('batch', (body) => [firstOperation(first), body], { items: itemsOfSecond(surface) }),
    ...(first === null ? [] : [way('alias', (body) => withField(body, first))]),
    way('get', (body) => body, {
      method: 'GET',
      inQuery: true,
      // A server that takes queries by GET may ask for a sign that no page of a stranger's sends them, or give a page.
      headers: { accept: 'application/json', 'apollo-require-preflight': 'true' },
    }),
    way('operation-name', (body) => named(body, 'IntrospectionQuery')),
    way('second-operation', (body) => {
      const target = named(body, 'Second');
      return { ...target, query: `query First { ${harmless} } ${target.query}` };
    }),
    // Who may see it makes the server keep the query; others then name it without its text.
    way('persisted', (body) => persisted(body, isOwner)),
    ...otherValues(surface),
  ];
}

/** A field that asks for something of the viewer's own as the query asks for its first, and nothing within it. */
type OwnField = { declared: string; text: string; variables: Readonly<Record<string, unknown>> };

function ownField(json: GraphQlBody, own: Ids): OwnField | null {
  const [, , , field, given = '', opens] = queryHead.exec(json.query) ?? [];
  if (field === undefined) return null;
  const bound = [...declaredVariables(json)].filter(
    ([name]) => new RegExp(`\\$${name}\\b`).test(given) && json.variables?.[name] !== undefined,
  );
  const ids = [given, ...bound.map(([name]) => JSON.stringify(json.variables?.[name]))];
  if (!ids.some((text) => bindingsOf(text).length > 0)) return null;
  const values = bindJson(json.variables, own) as Readonly<Record<string, unknown>>;
  // A variable without a value needs none of its own: it is left out.
  const kept = new Set(bound.map(([name]) => name));
  const text = given
    .replace(/,?\s*\w+\s*:\s*\$(\w+)/g, (all, name: string) =>
      kept.has(name) ? all.replace(`$${name}`, `$own_${name}`) : '',
    )
    .replace(/^\(\s*,\s*/, '(');
  return {
    declared: bound.map(([name, type]) => `$own_${name}: ${type}`).join(', '),
    text: `own: ${field}${String(bindJson(text, own))}${opens === undefined ? '' : ' { __typename }'}`,
    variables: Object.fromEntries(bound.map(([name]) => [`own_${name}`, values[name]])),
  };
}

function firstOperation(first: OwnField | null): GraphQlBody {
  if (first === null) return { query: `{ ${harmless} }` };
  const { declared, text, variables } = first;
  return { query: `query${declared === '' ? '' : ` (${declared})`} { ${text} }`, variables };
}

/** The query with another field before its first. */
function withField(body: GraphQlBody, { declared, text, variables }: OwnField): GraphQlBody {
  const [, start = '', given] = queryHead.exec(body.query) ?? [];
  const rest = body.query.slice(start.length);
  const opening =
    given === undefined || declared === '' ? start : start.replace('(', `(${declared}, `);
  return {
    ...body,
    query: `${opening} ${text} ${rest}`,
    variables: { ...body.variables, ...variables },
  };
}

function named(body: GraphQlBody, name: string): GraphQlBody & { operationName: string } {
  const query = body.query.replace(/^\s*(?:query\b(?:\s*[A-Za-z_]\w*)?)?/, `query ${name} `);
  return { ...body, query, operationName: name };
}

function persisted(body: GraphQlBody, isOwner: boolean): unknown {
  const { query, ...rest } = body;
  const sha256Hash = createHash('sha256').update(query).digest('hex');
  const extensions = { persistedQuery: { version: 1, sha256Hash } };
  return isOwner ? { ...body, extensions } : { ...rest, extensions };
}

/** Where the rows are in the second of two answers. */
function itemsOfSecond({ gives, items }: AskedSurface): Surface['items'] {
  if (gives !== 'list') return undefined;
  if (typeof items === 'string') return items.replace(/^\$/, '$[1]');
  const second = (body: unknown): unknown => (Array.isArray(body) ? (body[1] as unknown) : body);
  if (items !== undefined) return (body) => items(second(body));
  return (body) => {
    const found = findRows(second(body));
    if ('why' in found) throw new Error(found.why);
    return found.rows.map(({ value }) => value);
  };
}
