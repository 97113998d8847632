import { askedKinds, listenedKinds } from '../domain/surface.ts';
import type { AskedKind, Gives, SurfaceFacts } from '../domain/surface.ts';
import type { Ids } from '../domain/thing.ts';
import type { Http } from './http.ts';

/** One page of a list as received. */
export type ListPage = {
  /** The parsed JSON; the text as it is where the answer is none (HTML). */
  body: unknown;
  /** Lower-case names. */
  headers: Readonly<Record<string, string>>;
  url: string;
};

/** An address that the deployment gives its owner in another answer: an absolute URL, often signed. */
export type LinkSource = {
  /** Method and path template of the answer that holds it, asked for by the owner. */
  from: string;
  /**
   * Where it stands: a JSON path (`$.mediaUrl`), or a function of the parsed JSON (of the text, where it is none)
   * and of the ids of the thing that is asked for.
   */
  at: string | ((body: unknown, ids: Ids) => string | null | undefined);
  /** Seconds after which it must no longer work for anybody. Default: it has no end of its own. */
  lasts?: number;
  /** Whoever has it may use it as long as it lasts, by design: it is then tried only after its end. Default false. */
  bearer?: boolean;
};

/** What `hello` is told. */
export type HelloContext = {
  ids: Ids;
  /**
   * What the session's requests carry beyond cookies (`authorization`), by lower-case name; empty where nobody is
   * signed in. The address has passed the host guard, so that a token may be sent to it in a message.
   */
  headers: Readonly<Record<string, string | undefined>>;
  /** The next message of the server's as text: for protocols that acknowledge (`connection_ack`). Rejects if none comes. */
  reply(): Promise<string>;
};

/** How a connection is listened to while the owner acts. */
export type Listening = {
  protocol: 'websocket' | 'events';
  /** Name of the owner's action (of `actions`) that makes something arrive. It is done several times. */
  act: string;
  /**
   * Where to connect, where the path alone does not say; a refusal (HTTP error) is that of the subscription. The
   * surface's path then only names it and its bindings.
   */
  connect?(context: { http: Http; ids: Ids }): Promise<string> | string;
  /**
   * Messages to send once connected: authenticate, subscribe. Objects are sent as JSON. A generator may wait for an
   * answer between them: `async function* ({ reply }) { yield init; await reply(); yield subscribe; }`.
   */
  hello?(
    context: HelloContext,
  ): Iterable<string | object | Uint8Array> | AsyncIterable<string | object | Uint8Array>;
  /** Subprotocols to offer: `['graphql-transport-ws']`. */
  protocols?: readonly string[];
};

/** What a surface may ask to be attempted beside the plain request. */
export const extraVariants = ['range', 'head'] as const;

export type ExtraVariant = (typeof extraVariants)[number];

/** What every surface has, or may have, however it is reached. */
export type SurfaceBase = SurfaceFacts & {
  method: string;
  /** Path template with bindings in braces: `/api/recordings/{recording}/media`. */
  path: string;
  /** Sent with every attempt. */
  headers: Readonly<Record<string, string>>;
  /**
   * Where the rows are: a path, which begins with `$` (`$.data.items`, `$.days[*].visits`); for pages a CSS selector
   * (`ul.visits > li`); or a function of the parsed JSON (of the text, where the answer is none). Default: what looks
   * like them, in JSON, JSON:API, FHIR, GraphQL, JSON-LD, JSON lines and CSV; none in HTML.
   */
  items?: string | ((body: unknown) => readonly unknown[]);
  /**
   * The address of the next page, or the JSON body to ask for it with (`{ json: … }`); null at the end. Default:
   * Link header, `next` links, cursors, page numbers; of GraphQL, `endCursor` as the query's variable `after`.
   */
  next?: (page: ListPage) => string | { json: unknown } | null;
  /**
   * Of lists: parameters of the query beyond those in the path, each with values that it may have (none: unknown), as
   * a document or a recording names them: `{ status: ['open', 'closed'], page: [] }`. Probes try them.
   */
  parameters?: Readonly<Record<string, readonly string[]>>;
  /** Extra variants to attempt, beside the plain one: `range` for streams by default. */
  variants: readonly ExtraVariant[];
};

/** Asked for at its own address. Made by `list`, `read`, `stream`, `page`, `download`. */
export type RequestSurface = SurfaceBase & { kind: 'request' };

/** Asked for at an address found in another answer, instead of `path`, which is that answer's. Made by `link`. */
export type LinkSurface = SurfaceBase & { kind: 'link'; link: LinkSource };

/** Listened to while its owner acts, instead of asked. Made by `socket` and `events`. */
export type ListenSurface = SurfaceBase & { kind: 'listen'; listen: Listening };

/** One place where the deployment gives out data. */
export type Surface = RequestSurface | LinkSurface | ListenSurface;

/** What is asked for, at its own address or by a link. */
export type AskedSurface = Extract<Surface, { kind: AskedKind }>;

/** What is listened to. */
type ListenedSurface = Extract<Surface, { kind: (typeof listenedKinds)[number] }>;

/** What the deployment does not have: `noSurface('stream', 'no recordings are kept')`. */
export type AbsentSurface = { absent: Gives; reason: string };

/** What a document names (OpenAPI, HAR) and nobody can try as it stands: it is listed in every report. */
export type UnreachedSurface = { unreached: string; why: string };

/** All that can be tried: neither declared absent nor unreached. */
export function described(
  surfaces: readonly (Surface | AbsentSurface | UnreachedSurface)[],
): Surface[] {
  return surfaces.filter((one) => 'path' in one);
}

/** Those that can be tried by asking. */
export function askable(
  surfaces: readonly (Surface | AbsentSurface | UnreachedSurface)[],
): AskedSurface[] {
  return described(surfaces).filter((surface): surface is AskedSurface =>
    askedKinds.some((kind) => kind === surface.kind),
  );
}

/** Those that can be tried by listening. */
export function listenable(
  surfaces: readonly (Surface | AbsentSurface | UnreachedSurface)[],
): ListenedSurface[] {
  return described(surfaces).filter((surface): surface is ListenedSurface =>
    listenedKinds.some((kind) => kind === surface.kind),
  );
}
