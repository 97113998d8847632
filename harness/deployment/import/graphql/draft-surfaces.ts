import type { Surface, UnreachedSurface } from '../../surfaces/surface.ts';
import { events, figure, list, read, socket } from '../../surfaces/surfaces.ts';
import { bindingsOfJson } from '../../surfaces/bind-path.ts';
import type { Ids } from '../../../domain/ledger/thing.ts';
import type { GraphQlOptions } from './options.ts';
import type { GraphQlDraft, QueryDraft, SubscriptionDraft } from './query-draft.ts';

type Listen = NonNullable<GraphQlOptions['listen']>;

/** The protocol of subscriptions-transport-ws, which is called as the library of the newer one. */
const older = 'graphql-ws';
const newer = 'graphql-transport-ws';

/** The subprotocols to offer. Servers that know the older one alone take whatever comes first, and then refuse it. */
function offered(by: Listen['by']): readonly string[] {
  return by === older || by === newer ? [by] : [older, newer];
}

/** The surfaces that a plan's draft describes. */
export function draftSurfaces(
  { queries, subscriptions, unreached }: GraphQlDraft,
  endpoint: string,
  { listen = {} }: GraphQlOptions,
): (Surface | UnreachedSurface)[] {
  return [
    ...queries.map((query) => querySurface(query, endpoint)),
    ...subscriptions.map((one) => subscriptionSurface(one, listen.at ?? endpoint, listen.by)),
    ...unreached.map(({ unreached: name, why }) => ({
      unreached: /^[\w.()]+$/.test(name) ? `POST ${endpoint}#${name}` : name,
      why,
    })),
  ];
}

function querySurface(
  { name, gives, query, variables, at, parameters }: QueryDraft,
  endpoint: string,
): Surface {
  const id = `POST ${endpoint}#${name}`;
  const json = { query, variables };
  const tried = parameters === undefined ? {} : { parameters };
  if (at === null) return { ...read(id, { json }), ...tried, imported: true };
  const made =
    gives === 'figure' ? figure(id, at, { json }) : list(id, { json, items: at, ...tried });
  return { ...made, imported: true };
}

function subscriptionSurface(
  { name, gives, query, variables, act }: SubscriptionDraft,
  at: string,
  by: Listen['by'] = 'websocket',
): Surface {
  const id = `GET ${at}#${name}`;
  const asked = { query, variables };
  const common = { gives, act, needs: bindingsOfJson(asked) };
  if (by === 'events-by-post')
    return {
      ...events(`POST ${at}#${name}`, { ...common, json: { query, variables } }),
      imported: true,
    };
  if (by === 'events') {
    const connect = ({ ids }: { ids: Ids }): string => {
      const bound = withIds(asked, ids) as typeof asked;
      const fields = { query: bound.query, variables: JSON.stringify(bound.variables) };
      return `${at}${at.includes('?') ? '&' : '?'}${new URLSearchParams(fields).toString()}`;
    };
    return { ...events(id, { ...common, connect }), imported: true };
  }
  return {
    ...socket(id, {
      ...common,
      protocols: offered(by),
      // The protocols' handshake: what is subscribed to before it is acknowledged is refused.
      async *hello({ ids, headers, reply, protocol }) {
        yield { type: 'connection_init', payload: headers };
        await reply();
        yield {
          id: '1',
          type: protocol === older ? 'start' : 'subscribe',
          payload: withIds(asked, ids),
        };
      },
    }),
    imported: true,
  };
}

/** The value with ids in place of the bindings in its texts. */
function withIds(value: unknown, ids: Ids): unknown {
  if (typeof value === 'string')
    return value.replace(/\{(\w+)\}/g, (all, name: string) => ids[name] ?? all);
  if (Array.isArray(value)) return value.map((one) => withIds(one, ids));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, withIds(one, ids)]));
}
