import { askedKinds, listenedKinds } from '../../domain/surfaces/surface.ts';
import type { AskedKind, ExpectedKind, SurfaceFacts } from '../../domain/surfaces/surface.ts';
import type { Ids } from '../../domain/ledger/thing.ts';
import type { Http } from '../http.ts';

/** One page of a list as received. */
export type ListPage = {
  /** The parsed JSON, or the text if the answer is not JSON (HTML). */
  body: unknown;
  /** Lower-case names. */
  headers: Readonly<Record<string, string>>;
  url: string;
};

/** Describes an address that the deployment gives to the owner in another answer: an absolute URL, often signed. */
export type LinkSource = {
  /** Method and path template of the answer that holds the address. The owner requests it. */
  from: string;
  /**
   * Where the address stands in that answer: a JSON path (`$.mediaUrl`), or a function of the parsed JSON (or the text,
   * if it is not JSON) and the ids of the requested thing.
   */
  at: string | ((body: unknown, ids: Ids) => string | null | undefined);
  /** Seconds after which the address must no longer work for anybody. Default: it does not expire. */
  lasts?: number;
  /**
   * If true, everybody who has the address may use it until it expires, by design; it is tried only after that.
   * Default: false.
   */
  bearer?: boolean;
};

/** What `connect` gets. */
export type ConnectContext = {
  /**
   * The listener's session; anonymous without one. It reaches only hosts of the deployment. An error status that it
   * throws counts as a refusal to listen.
   */
  http: Http;
  ids: Ids;
  /**
   * The session's headers in addition to cookies (`authorization`), by lower-case name; empty without a session. The
   * address must pass the host guard, so a credential may stand in it, or be sent to it in a message.
   */
  headers: Readonly<Record<string, string | undefined>>;
};

/** What `hello` gets. */
export type HelloContext = ConnectContext & {
  /**
   * Waits for the server's next message, as text (for acknowledgements such as `connection_ack`). Rejects if none
   * comes.
   */
  reply(): Promise<string>;
  /** The subprotocol that the server has chosen of those offered; empty where it chose none. */
  protocol: string;
};

/** How to listen on a connection while the owner acts. */
export type Listening = {
  protocol: 'websocket' | 'events';
  /**
   * Name of the action (of `actions`) that makes the server send a message to its owner. It is performed several times.
   */
  act: string;
  /**
   * Returns the address to connect to, if the path alone does not give it (it holds the session's token, or a ticket
   * that must be asked for). The surface's path is then only a name, with the bindings.
   */
  connect?(context: ConnectContext): Promise<string> | string;
  /**
   * Gives the messages to send once connected (to authenticate, to subscribe). Objects are sent as JSON. A generator
   * may wait for a reply between them: `async function* ({ reply }) { yield init; await reply(); yield subscribe; }`.
   * Over server-sent events nothing can be sent: an `async` function subscribes by `http` there.
   */
  hello?(
    context: HelloContext,
  ):
    | Iterable<string | object | Uint8Array>
    | AsyncIterable<string | object | Uint8Array>
    | Promise<void>;
  /** Subprotocols to offer: `['graphql-transport-ws']`. */
  protocols?: readonly string[];
};

/** Variants that a definition may request for a surface, in addition to the plain request. */
export const extraVariants = ['range', 'head'] as const;

export type ExtraVariant = (typeof extraVariants)[number];

/** The fields of surfaces of all kinds. */
export type SurfaceBase = SurfaceFacts & {
  method: string;
  /** Path template with bindings in braces: `/api/recordings/{recording}/media`. */
  path: string;
  /** Headers to send with every attempt, with bindings in braces as in the path: `{ 'x-visit': '{visit}' }`. */
  headers: Readonly<Record<string, string>>;
  /**
   * Where the rows are: a JSON path, which begins with `$` (`$.data.items`, `$.days[*].visits`); for HTML pages a CSS
   * selector (`ul.visits > li`); or a function of the parsed JSON (or the text, if it is not JSON). Default: rows are
   * found by convention in JSON, JSON:API, FHIR, GraphQL, JSON-LD, JSON lines, CSV and calendars, but not in HTML.
   */
  items?: string | ((body: unknown) => readonly unknown[]);
  /**
   * Where the next page is: a JSON path of its address or cursor in the answer (`$.paging.next`; nothing, null or empty
   * after the last page), or a function that returns the address, or the JSON body that requests it (`{ json: … }`), and
   * null after the last page. A cursor goes into the query parameter of its name. Default: by the Link header, `next`
   * links, cursors, page numbers or offsets; for GraphQL, by `endCursor` in the variable `after`. Where a full page
   * tells nothing of the next one, `page`, `offset`, `skip` and what `parameters` names are tried.
   */
  next?: string | ((page: ListPage) => string | { json: unknown } | null);
  /**
   * For lists: query parameters in addition to those in the path, each with its possible values (empty: unknown), such
   * as `{ status: ['open', 'closed'], page: [] }`; for GraphQL, values of the query's variables. Imports fill this in.
   * Probes try these parameters. Default: none.
   */
  parameters?: Readonly<Record<string, readonly string[]>>;
  /** Variants to attempt in addition to the plain request. Default: `range` for streams, none for others. */
  variants: readonly ExtraVariant[];
};

/** A surface that is requested at its own address. Made by `list`, `read`, `stream`, `page` and `download`. */
export type RequestSurface = SurfaceBase & { kind: 'request' };

/**
 * A surface that is requested at an address found in another answer. `path` is that of the other answer. Made by
 * `link`.
 */
export type LinkSurface = SurfaceBase & { kind: 'link'; link: LinkSource };

/** A surface that is listened to while its owner acts. Made by `socket` and `events`. */
export type ListenSurface = SurfaceBase & { kind: 'listen'; listen: Listening };

/** One place where the deployment gives out data. */
export type Surface = RequestSurface | LinkSurface | ListenSurface;

/** What is asked for, at its own address or by a link. */
export type AskedSurface = Extract<Surface, { kind: AskedKind }>;

/** What is listened to. */
type ListenedSurface = Extract<Surface, { kind: (typeof listenedKinds)[number] }>;

/** Says that the deployment has no surface of a kind: `noSurface('stream', 'no recordings are kept')`. */
export type AbsentSurface = { absent: ExpectedKind; reason: string };

/** An operation of an imported document (OpenAPI, HAR) that cannot be tried. Every report lists it. */
export type UnreachedSurface = { unreached: string; why: string };

/**
 * Surfaces that follow from a document of the running deployment, such as a CapabilityStatement. What is read is plain
 * data, which the plan keeps, so that every process of a run and both its halves make the same surfaces.
 */
export type SurfaceSource = {
  /** Names the document, unique in the definition: `FHIR /fhir/metadata`. */
  source: string;
  /** Reads the document. `http` has no session. */
  read(context: { http: Http }): Promise<unknown>;
  /** Makes the surfaces of what was read. */
  surfaces(read: unknown): readonly (Surface | UnreachedSurface)[];
  /** What was read. Absent until the deployment runs. */
  was?: { read: unknown };
};

/** The sources of surfaces that were not read yet. */
export function unreadSources(
  surfaces: readonly (Surface | AbsentSurface | UnreachedSurface | SurfaceSource)[],
): SurfaceSource[] {
  return surfaces.filter((one) => 'source' in one).filter(({ was }) => was === undefined);
}

/** The surfaces that can be tried: those neither absent nor unreached. Throws where a source was not read. */
export function described(
  surfaces: readonly (Surface | AbsentSurface | UnreachedSurface | SurfaceSource)[],
): Surface[] {
  const [unread] = unreadSources(surfaces);
  // What nobody has read would else be left out without a word.
  if (unread !== undefined) throw new Error(`the surfaces of ${unread.source} were not read`);
  return surfaces.filter((one) => 'path' in one);
}

/** The surfaces that can be requested. */
export function askable(
  surfaces: readonly (Surface | AbsentSurface | UnreachedSurface | SurfaceSource)[],
): AskedSurface[] {
  return described(surfaces).filter((surface): surface is AskedSurface =>
    askedKinds.some((kind) => kind === surface.kind),
  );
}

/** The surfaces that can be listened to. */
export function listenable(
  surfaces: readonly (Surface | AbsentSurface | UnreachedSurface | SurfaceSource)[],
): ListenedSurface[] {
  return described(surfaces).filter((surface): surface is ListenedSurface =>
    listenedKinds.some((kind) => kind === surface.kind),
  );
}
