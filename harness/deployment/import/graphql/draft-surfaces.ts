import type { Surface, UnreachedSurface } from '../../surface.ts';
import { events, figure, list, read, socket } from '../../surfaces.ts';
import { bindingsOfJson } from '../../bind-path.ts';
import type { Ids } from '../../../domain/thing.ts';
import type { GraphQlOptions } from './options.ts';
import type { GraphQlDraft, QueryDraft, SubscriptionDraft } from './query-draft.ts';

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
  by: 'websocket' | 'events' = 'websocket',
): Surface {
  const id = `GET ${at}#${name}`;
  const asked = { query, variables };
  const common = { gives, act, needs: bindingsOfJson(asked) };
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
      protocols: ['graphql-transport-ws'],
      // The protocol's handshake: what is subscribed to before it is acknowledged is refused.
      async *hello({ ids, headers, reply }) {
        yield { type: 'connection_init', payload: headers };
        await reply();
        yield { id: '1', type: 'subscribe', payload: withIds(asked, ids) };
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
