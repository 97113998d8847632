import { scanText } from '../../../canaries/scanner.ts';
import { bindingsOf } from '../../surfaces/bind-path.ts';
import { isPageSize } from '../../../domain/surfaces/page-size.ts';
import { UsageError } from '../../../domain/errors.ts';
import { createHostGuard } from '../../hosts/host-guard.ts';
import type { RequestSurface, UnreachedSurface } from '../../surfaces/surface.ts';
import { download, list, read, stream } from '../../surfaces/surfaces.ts';
import { jsonOf } from './exchange.ts';
import type { Exchange } from './exchange.ts';
import { type Given, givesOf } from './gives-of.ts';
import { keptHeaders } from './kept-headers.ts';
import { knownIds } from './known-ids.ts';
import type { KnownIds, RecordedIds } from './known-ids.ts';
import { originOf, upgraded } from './origin-of.ts';
import { queryOf } from './query-of.ts';
import { isSignInPage } from './sign-in-page.ts';
import { templateOf } from './template.ts';

export type RecordedOptions = {
  /**
   * The ids of the recorded account, by the names under which the definition's functions return them:
   * `{ patient: 'pat_1', recording: ['rec_7', 'rec_9'] }`. If only the names are given, a value that looks like an id
   * gets its name from the segment before it (`/recordings/…`); after several different segments, the most frequent
   * one. Default: all such names are possible.
   */
  ids?: RecordedIds;
  /**
   * Origin of the deployment in the recording. Default: the origin that most of the requests with sign-in and data
   * went to.
   */
  url?: string;
  /** Further hosts of the deployment, as in the definition. Default: none. */
  hosts?: readonly string[];
};

/** The surfaces that were found in a recording. */
export type Recorded = {
  surfaces: RequestSurface[];
  /** Ids of the surfaces whose answers showed an id of the account that was given: they are no catalogues. */
  own: ReadonlySet<string>;
  unreached: UnreachedSurface[];
  /** Number of exchanges that were left out, by reason. */
  aside: Readonly<Record<string, number>>;
};

type Sorted =
  | { surface: Omit<Kept, 'exchange'> }
  | { unreached: UnreachedSurface }
  | { aside: string };
type Kept = Given & {
  id: string;
  json?: unknown;
  /** Its answer showed an id of the account that was given. */
  isOwn: boolean;
  exchange: Exchange;
};

/** Makes surfaces of the recorded exchanges that are worth trying as other accounts. */
export function recordedSurfaces(
  exchanges: readonly Exchange[],
  options: RecordedOptions = {},
): Recorded {
  const ids = knownIds(options.ids, exchanges);
  const base = options.url === undefined ? originOf(exchanges).origin : new URL(options.url).origin;
  const guard = createHostGuard({ url: base, hosts: options.hosts ?? [] });
  const kept = new Map<string, Kept[]>();
  const unreached = new Map<string, UnreachedSurface>();
  const aside: Record<string, number> = {};
  for (const recorded of exchanges) {
    const exchange = upgraded(recorded, base);
    const sorted = guard.allows(exchange.url)
      ? sort(exchange, ids, base)
      : { aside: 'to other hosts' };
    if ('aside' in sorted) aside[sorted.aside] = (aside[sorted.aside] ?? 0) + 1;
    else if ('unreached' in sorted) unreached.set(sorted.unreached.unreached, sorted.unreached);
    else {
      const { id } = sorted.surface;
      kept.set(id, [...(kept.get(id) ?? []), { ...sorted.surface, exchange }]);
    }
  }
  const surfaces: RequestSurface[] = [];
  for (const [id, each] of kept) {
    try {
      surfaces.push(surfaceOf(each));
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      kept.delete(id);
      unreached.set(id, { unreached: id, why: error.message });
    }
  }
  surfaces.push(...surfaces.flatMap((surface) => pageByPage(surface, kept)));
  return {
    surfaces,
    own: new Set([...kept].flatMap(([id, each]) => (each.some(({ isOwn }) => isOwn) ? [id] : []))),
    unreached: [...unreached.values()].filter(({ unreached: id }) => !kept.has(id)),
    aside,
  };
}

function sort(exchange: Exchange, ids: KnownIds, base: string): Sorted {
  const { method, status, url } = exchange;
  if (/^wss?:/.test(url.protocol) || exchange.kind === 'websocket' || status === 101) {
    const id = `GET ${url.pathname}`;
    return { unreached: { unreached: id, why: 'it is a socket: describe it with socket(…)' } };
  }
  if (/event-stream/.test(exchange.type) || exchange.kind === 'eventsource') {
    const { path } = templateOf(exchange, ids, base);
    const why = `it is a stream of events: describe it with events('${method} ${path}', { gives: 'list', act: '…' }), act being the action of the owner that makes an event arrive`;
    return { unreached: { unreached: `${method} ${path}`, why } };
  }
  if (!['GET', 'POST'].includes(method)) return { aside: 'that change something' };
  if (status >= 300 && status !== 304) return { aside: 'refused or redirected' };
  const template = templateOf(exchange, ids, base);
  const needs = bindingsOf(template.path);
  const last = template.path.replace(/\?.*$/s, '').split('/').at(-1) ?? '';
  const given = givesOf(exchange, { last, isOne: isOne(template.path, last) });
  if (given === null) return { aside: 'of scripts, styles and fonts' };
  const { gives } = given;
  if (isSignInPage(exchange)) return { aside: 'of a sign-in page' };
  // This searches the whole body, so it comes after the exchanges that are left out anyway.
  const isShown = showsOwn(exchange, ids);
  const isOwn = isShown && ids.hasValues;
  if (gives === 'download' && needs.length === 0 && !('why' in template) && !isShown)
    return { aside: 'of pictures and files that everybody gets' };
  const id = `${method} ${template.path}`;
  if (signsOut.test(url.pathname))
    return { unreached: { unreached: id, why: 'it seems to sign out' } };
  const query = method === 'POST' ? queryOf(exchange, ids) : null;
  if (query !== null && 'why' in query) {
    if (jsonOf(exchange) === undefined) return { aside: 'that change something' };
    return { unreached: { unreached: id, why: query.why } };
  }
  if ('why' in template) return { unreached: { unreached: id, why: template.why } };
  if (gives === 'list' && ids.hasValues && needs.length === 0 && !isShown && hasRows(exchange)) {
    const why =
      'its rows show nothing of the account’s: public? If they are patients’, describe it by hand';
    return { unreached: { unreached: id, why } };
  }
  if (query === null) {
    // An HTML page at a fixed address that shows things of the account counts as a list.
    const isOverview =
      gives === 'read' && needs.length === 0 && isShown && /html/.test(exchange.type);
    return { surface: { id, ...given, ...(isOverview ? { gives: 'list' } : {}), isOwn } };
  }
  return { surface: { id: `${id}#${query.name}`, ...given, json: query.json, isOwn } };
}

/** Whether an address names a single thing: an id ends its path, or stands in its query. */
function isOne(path: string, last: string): boolean {
  return last.includes('{') || /\?.*\{/s.test(path);
}

/** Names of addresses that end a session. Requesting them would end the viewer's session. */
const signsOut = /(?:log|sign)[-_]?(?:out|off)|end[-_]?session/i;

function showsOwn({ body }: Exchange, ids: KnownIds): boolean {
  if (body === null) return false;
  return ids.occursIn(body.toString('latin1')) || scanText(body).length > 0;
}

function hasRows(exchange: Exchange): boolean {
  const text = exchange.body?.toString('utf8') ?? '';
  return /[[,]\s*\{/.test(text) || /csv/.test(exchange.type);
}

const builders = { list, read, stream, download } as const;

function surfaceOf(kept: readonly Kept[]): RequestSurface {
  const [first] = kept;
  if (first === undefined) throw new Error('a surface without a request');
  // `read` is only the fallback (for an empty or missing body), so another answer decides what the surface gives.
  const { gives, items } = kept.find(({ gives: each }) => each !== 'read') ?? first;
  const headers = keptHeaders(kept.map(({ exchange }) => exchange));
  const { id, json } = first;
  const surface = builders[gives](id, {
    headers,
    ...(json === undefined ? {} : { json }),
    ...(items === undefined ? {} : { items }),
  });
  const names = new Set(kept.flatMap(({ exchange }) => [...exchange.url.searchParams.keys()]));
  const passing = [...names].filter(
    (name) => !new URL(id.split(' ')[1] ?? '', 'http://x').searchParams.has(name),
  );
  const parameters = Object.fromEntries(passing.map((name) => [name, []]));
  return {
    ...surface,
    ...(gives === 'list' && passing.length > 0 ? { parameters } : {}),
    imported: true,
  };
}

/**
 * The same list with one row on each page, if the recorded request set a page size. A further page may be a different
 * query on the server, and accounts with few rows would never get to it otherwise.
 */
function pageByPage(
  surface: RequestSurface,
  others: ReadonlyMap<string, unknown>,
): RequestSurface[] {
  if (surface.gives !== 'list' || surface.method !== 'GET') return [];
  const id = surface.id.replace(/([?&])([^=&]+)=\d+/g, (whole, sign: string, name: string) =>
    isPageSize(decodeURIComponent(name)) ? `${sign}${name}=1` : whole,
  );
  if (id === surface.id || others.has(id)) return [];
  const { headers, parameters, items } = surface;
  const paged = list(id, {
    headers,
    ...(parameters === undefined ? {} : { parameters }),
    ...(items === undefined ? {} : { items }),
  });
  return [{ ...paged, imported: true }];
}
