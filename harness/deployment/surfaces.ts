import { UsageError } from '../domain/errors.ts';
import { type Gives, givenKinds } from '../domain/surface.ts';
import { bindingsOf, bindingsOfJson } from './bind-path.ts';
import type { None } from './definition.ts';
import { isCssSelector } from './html-page.ts';
import { unknownField } from './schema-parts.ts';
import {
  type AbsentSurface,
  extraVariants,
  type LinkSource,
  type Listening,
  type Surface,
} from './surface.ts';

/** What every surface may have. */
export type SurfaceOptions = Partial<Pick<Surface, 'headers' | 'json' | 'variants'>>;

/** What a list may have beside that. */
export type ListOptions = SurfaceOptions &
  Partial<Pick<Surface, 'items' | 'next' | 'shows' | 'unattributed' | 'parameters'>>;

/**
 * A surface that gives several things of an account at once: `list('GET /api/consultations')`. It is read page
 * by page until the end, and every row of it must belong to the account.
 */
export function list(id: string, options: ListOptions = {}): Surface {
  return surface(id, 'list', options);
}

/** A surface that gives one thing as text: `read('GET /api/consultations/{consultation}')`. */
export function read(id: string, options: SurfaceOptions = {}): Surface {
  return surface(id, 'read', options);
}

/**
 * A surface that gives media: `stream('GET /api/recordings/{recording}/media')`. Byte ranges of it are tried
 * too, unless `variants` says otherwise.
 */
export function stream(id: string, options: SurfaceOptions = {}): Surface {
  return surface(id, 'stream', { variants: ['range'], ...options });
}

/** A surface that gives a file as a whole, such as an export: `download('GET /consultations/{consultation}.pdf')`. */
export function download(id: string, options: SurfaceOptions = {}): Surface {
  return surface(id, 'stream', options);
}

/** An HTML page: `page('GET /replays', { gives: 'list' })`. */
export function page(id: string, options: ListOptions & { gives: 'list' | 'read' }): Surface {
  const { gives, ...rest } = options;
  return surface(id, gives, rest);
}

/** What a link is like. */
export type LinkOptions = SurfaceOptions &
  Pick<LinkSource, 'lasts' | 'bearer'> & {
    gives: Gives;
    /** Names of ids that say whose it is, beyond those in the template: where a list or `/me` holds the address. */
    needs?: readonly string[];
  };

/**
 * A surface that is reached by an address found in another answer, absolute and often signed:
 * `link('GET /api/recordings/{recording}', '$.mediaUrl', { gives: 'stream', lasts: 60 })`. `at` is a JSON path or
 * a function of the answer and the thing's ids. The owner asks for the address, and others try it; see `LinkSource`
 * for `lasts` and `bearer`. `headers` go with both requests, `json` with the first.
 */
export function link(from: string, at: LinkSource['at'], options: LinkOptions): Surface {
  const { gives, lasts, bearer, needs = [], ...rest } = options;
  const variants: Surface['variants'] = gives === 'stream' ? ['range'] : [];
  const source = surface(from, gives, { variants, ...rest }, linkNames);
  const id = `${from} → ${typeof at === 'string' ? at : 'link'}`;
  const refuse = (problem: string, remedy: string): never => {
    throw new UsageError(`surface ${JSON.stringify(id)}: ${problem}`, remedy);
  };
  if (typeof at === 'string' && !at.startsWith('$'))
    refuse('its address is at no JSON path', "Write it like '$.mediaUrl', or give a function.");
  if (lasts !== undefined && !(Number.isFinite(lasts) && lasts > 0))
    refuse('lasts is no number of seconds', 'Say after how many seconds it must no longer work.');
  const all = [...new Set([...source.needs, ...needs])];
  if (all.length === 0)
    refuse('whose it is cannot be told', "Name the id it belongs to: needs: ['recording'].");
  return { ...source, id, needs: all, link: { from, at, lasts, bearer } };
}

/** What a surface that is listened to needs and may have. */
export type ListenOptions = Omit<Listening, 'protocol'> &
  Pick<ListOptions, 'headers' | 'json' | 'unattributed'> & {
    gives: Gives;
    /** Names of ids that `connect` and `hello` use beyond those of the path: `['consultation']`. */
    needs?: readonly string[];
  };

/**
 * A WebSocket that is listened to while an owner acts: `socket('GET /api/live', { gives: 'list', act: 'sendMessage' })`
 * is one stream for the account, whatever arrives there must be the viewer's own;
 * `socket('GET /ws/consultations/{consultation}', { gives: 'read', act: 'sendMessage' })` is one for each thing.
 */
export function socket(id: string, options: ListenOptions): Surface {
  return listened(id, 'websocket', options);
}

/** As `socket`, by server-sent events: `events('GET /api/patients/{patient}/events', { gives: 'list', act: 'book' })`. */
export function events(id: string, options: ListenOptions): Surface {
  return listened(id, 'events', options);
}

function listened(id: string, protocol: Listening['protocol'], options: ListenOptions): Surface {
  const { gives, act, connect, hello, protocols, needs = [], ...rest } = options;
  if (typeof act !== 'string') {
    throw new UsageError(
      `surface ${JSON.stringify(id)}: has no act`,
      "Name the action of the owner that makes something arrive: { gives, act: 'sendMessage' }.",
    );
  }
  // ws:// and wss:// are http:// and https:// as far as hosts go.
  const address = protocol === 'websocket' ? id.replace(/^(\w+ )ws(?=s?:)/, '$1http') : id;
  const listen: Listening = { protocol, act, connect, hello, protocols };
  const made = surface(address, gives, rest, listenNames);
  return { ...made, id, needs: [...new Set([...made.needs, ...needs])], listen };
}

/** Says that the deployment has no surface of a kind, and why: `noSurface('stream', 'no recordings are kept')`. */
export function noSurface(gives: Gives, reason: string): AbsentSurface {
  if (!givenKinds.includes(gives))
    throw new UsageError(`noSurface: ${unknownKind(gives)}`, oneOfThe(givenKinds));
  return { absent: gives, reason: stated(reason, `noSurface('${gives}', …)`) };
}

/** Says that the deployment does not have something, and why: `none('no video calls')`. */
export function none(reason: string): None {
  return { none: stated(reason, 'none(…)') };
}

function stated(reason: string, where: string): string {
  if (reason.trim() !== '') return reason;
  throw new UsageError(
    `${where} has no reason`,
    'Say why the deployment does not have it: reports quote it.',
  );
}

// Every surface is tried by strangers, again and again: what changes or deletes has no place among them.
const methods = ['GET', 'HEAD', 'POST'];

const optionNames: readonly string[] = [
  'headers',
  'json',
  'variants',
  'items',
  'next',
  'shows',
  'unattributed',
  'parameters',
] satisfies (keyof ListOptions)[];

const linkNames: readonly string[] = [
  'headers',
  'json',
  'variants',
  'gives',
  'lasts',
  'bearer',
  'needs',
] satisfies (keyof LinkOptions)[];

const listenNames: readonly string[] = [
  'gives',
  'act',
  'connect',
  'hello',
  'protocols',
  'needs',
  'headers',
  'json',
  'unattributed',
] satisfies (keyof ListenOptions)[];

function surface(
  id: string,
  gives: Gives,
  options: ListOptions,
  known: readonly string[] = optionNames,
): Surface {
  const { headers = {}, variants = [], ...rest } = options;
  const [method = '', address = '', ...more] = id.split(' ');
  const refuse = (problem: string, remedy: string): never => {
    throw new UsageError(`surface ${JSON.stringify(id)}: ${problem}`, remedy);
  };
  const unknown = Object.keys(rest).find((name) => !known.includes(name));
  // It would be ignored in silence: nothing checks types when a definition is run.
  if (unknown !== undefined) refuse(unknownField(unknown, known), 'Correct or remove it.');
  if (!givenKinds.includes(gives)) refuse(unknownKind(gives), oneOfThe(givenKinds));
  const strange = variants.find((variant) => !extraVariants.includes(variant));
  if (strange !== undefined) {
    refuse(`unknown variant ${JSON.stringify(strange)}`, oneOfThe(extraVariants));
  }
  if (more.length > 0 || address === '') {
    refuse('is no method and path', "Write it like 'GET /api/consultations/{consultation}'.");
  }
  if (!methods.includes(method)) {
    refuse(
      `unknown method ${method}`,
      `A surface gives data out: use ${methods.join(', ')} (upper case).`,
    );
  }
  if (!/^(\/(?!\/)|https?:\/\/)/.test(address)) {
    refuse(
      'the path does not begin with a slash',
      'Begin it with /, or with https:// for another of your hosts.',
    );
  }
  // A fragment is never sent. It tells surfaces of one address apart: `POST /graphql#consultations`.
  const path = address.replace(/#.*$/, '');
  if (/[{}]/.test(path.replace(/\{[A-Za-z]\w*\}/g, ''))) {
    refuse(
      'its braces do not make bindings',
      'Write each binding as {name}, of letters, digits and _.',
    );
  }
  const parsed = URL.parse(path.replace(/[{}]/g, ''), 'http://base.invalid');
  if (parsed === null || /^https?:\/\/[^/]*\{/.test(path)) {
    refuse('is no valid address', 'Write a path, or an address whose host is fixed.');
  }
  const { items } = rest;
  if (typeof items === 'string' && !items.startsWith('$') && !isCssSelector(items)) {
    refuse(
      `items: ${JSON.stringify(items)} is neither a path nor a CSS selector`,
      "Write a path like '$.data.items', or for pages a selector like 'ul.visits > li'.",
    );
  }
  return {
    id,
    gives,
    method,
    path,
    headers,
    variants,
    needs: [...new Set([...bindingsOf(path), ...bindingsOfJson(rest.json)])],
    imported: false,
    ...rest,
  };
}

function unknownKind(gives: unknown): string {
  return `gives unknown ${JSON.stringify(gives)}`;
}

function oneOfThe(known: readonly string[]): string {
  return `Use one of ${known.join(', ')}.`;
}
