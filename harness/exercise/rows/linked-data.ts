import { isObject } from '../state/is-object.ts';
import { memberStep } from '../scan/json-places.ts';
import type { Row } from './row.ts';

type Node = { where: string; value: Readonly<Record<string, unknown>> };

/** Names of the property that lists a container's members, in LDP, Hydra and ActivityStreams, short or as an IRI. */
const memberNames = [
  'ldp:contains',
  'contains',
  'http://www.w3.org/ns/ldp#contains',
  'hydra:member',
  'member',
  'http://www.w3.org/ns/hydra/core#member',
  'as:items',
  'orderedItems',
  'https://www.w3.org/ns/activitystreams#items',
];

const containerType = /(^|[/#:])((Basic|Direct|Indirect)?Container|(Ordered)?Collection)$/;

/**
 * Finds the rows of JSON-LD: the members of its containers or, without a container, all nodes of the graph. A member
 * that is only referred to is replaced by its own node. Returns null when the body is not JSON-LD, or not a list.
 */
export function rowsOfLinkedData(body: unknown): readonly Row[] | null {
  const nodes = nodesOf(body);
  if (nodes === null) return null;
  const containers = new Set(nodes.filter(isContainer));
  const others = nodes.filter((node) => !containers.has(node));
  const byId = new Map(others.map((node) => [node.value['@id'], node]));
  const members = [...containers].flatMap(membersOf);
  if (members.length > 0) {
    const rows = members.map((member) => byId.get(idOf(member.value)) ?? member);
    return [...new Map(rows.map((row) => [row.where, row])).values()];
  }
  if (containers.size === 0 && !Array.isArray(body) && !isGraph(body)) return null;
  const parts = partsOfOthers(body);
  return others.filter(({ value }) => !parts.has(value['@id']));
}

/** The nodes that are containers. They may describe paging. */
export function containersOf(body: unknown): Readonly<Record<string, unknown>>[] {
  return (nodesOf(body) ?? []).filter(isContainer).map(({ value }) => value);
}

function isGraph(body: unknown): boolean {
  return isObject(body) && Array.isArray(body['@graph']);
}

function nodesOf(body: unknown): Node[] | null {
  if (Array.isArray(body)) {
    const nodes = body.filter(isObject);
    const isLinked = nodes.length > 0 && nodes.length === body.length && nodes.every(isNode);
    return isLinked ? nodes.map((value, index) => ({ where: `$[${index}]`, value })) : null;
  }
  if (!isObject(body)) return null;
  const graph = body['@graph'];
  const within = Array.isArray(graph) ? graph : [];
  const nodes = within.flatMap((value: unknown, index): Node[] =>
    isObject(value) ? [{ where: `$.@graph[${index}]`, value }] : [],
  );
  if (nodes.length > 0 || Array.isArray(graph)) return nodes;
  return '@context' in body || '@id' in body ? [{ where: '$', value: body }] : null;
}

function isNode(value: Readonly<Record<string, unknown>>): boolean {
  return typeof value['@id'] === 'string';
}

function isContainer({ value }: Node): boolean {
  if (memberNames.some((name) => value[name] !== undefined)) return true;
  const types = [value['@type'] ?? value['type'] ?? []].flat();
  return types.some((type) => typeof type === 'string' && containerType.test(type));
}

/** The members of a container. A single member may stand without an array around it. */
function membersOf({ where, value }: Node): Row[] {
  return memberNames.flatMap((name): Row[] => {
    const members = value[name];
    const at = where + memberStep(name);
    if (members === undefined || members === null) return [];
    if (!Array.isArray(members)) return [{ where: at, value: members }];
    return members.map((member: unknown, index) => ({ where: `${at}[${index}]`, value: member }));
  });
}

function idOf(member: unknown): unknown {
  return isObject(member) ? (member['@id'] ?? member['id']) : member;
}

/**
 * Ids of blank nodes that another node refers to. Such a node is part of a row (an address in a profile), not a row.
 */
function partsOfOthers(body: unknown): ReadonlySet<unknown> {
  const seen = new Set<string>();
  const again = new Set<string>();
  for (const [, id = ''] of JSON.stringify(body).matchAll(/"(_:[\w.-]{1,100})"/g)) {
    if (seen.has(id)) again.add(id);
    seen.add(id);
  }
  return again;
}
