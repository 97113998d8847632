import type { Gives } from '../../domain/surfaces/surface.ts';
import type { RequestSurface } from './surface.ts';
import { refuseSurface, surfaceBase } from './surface-base.ts';
import type { ListOptions, ReadOptions, SurfaceOptions } from './surface-base.ts';
import { factsOf, type SurfaceModule } from './surface-module.ts';

/** The module of surfaces that are requested at their own address. */
export const requestModule: SurfaceModule<RequestSurface> = {
  infoOf: (surface) => ({ ...factsOf(surface), kind: 'request' }),
  addressedAs: ({ id }) => id,
  faultOf: () => null,
};

/**
 * A surface that gives several things of an account at once: `list('GET /api/consultations')`. It is read page by page
 * to the end, and every row must belong to the account.
 */
export function list(id: string, options: ListOptions = {}): RequestSurface {
  return request(id, 'list', options);
}

/**
 * A surface that gives one thing as text: `read('GET /api/consultations/{consultation}')`. Rows and numbers in it that may
 * be others' are told; `unattributed` says why they may be, and they are compared no more. Something of the account's
 * must stand in its own answer all the same.
 */
export function read(id: string, options: ReadOptions = {}): RequestSurface {
  return request(id, 'read', options);
}

/**
 * A surface that gives media: `stream('GET /api/recordings/{recording}/media')`. Byte ranges are tried too, unless
 * `variants` says otherwise.
 */
export function stream(id: string, options: SurfaceOptions = {}): RequestSurface {
  return request(id, 'stream', { variants: ['range'], ...options });
}

/** A surface that gives a file as a whole, such as an export: `download('GET /consultations/{consultation}.pdf')`. */
export function download(id: string, options: SurfaceOptions = {}): RequestSurface {
  return request(id, 'stream', options);
}

/** The options of `figure`. */
export type FigureOptions = Pick<ListOptions, 'headers' | 'json' | 'unattributed'>;

/**
 * A number that follows what the account itself does, and nothing else: `figure('GET /api/visits/count', '$.total')`. It
 * is compared in quiet, and while other accounts create something. One that moves with what others do counts theirs too.
 * `unattributed` says why it may: then only that it can be reached is checked.
 * @param id method and path. One that a list has already needs a fragment, which is never sent: `GET /visits#total`
 * @param at where the number stands: a JSON path (`$` for a body that is the number alone), or `header x-total-count`
 */
export function figure(id: string, at: string, options: FigureOptions = {}): RequestSurface {
  if (!/^(?:\$|header [\w-]+$)/.test(at))
    refuseSurface(id)(
      `its number is at ${JSON.stringify(at)}, which is no place`,
      "Write a JSON path like '$.total', or a header like 'header x-total-count'.",
    );
  const place = at.startsWith('$') ? at : at.toLowerCase();
  const made = surfaceBase(id, 'figure', options, figureNames);
  return { kind: 'request', ...made, figure: place };
}

const figureNames: readonly string[] = [
  'headers',
  'json',
  'unattributed',
] satisfies (keyof FigureOptions)[];

/** An HTML page: `page('GET /replays', { gives: 'list' })`. */
export function page(
  id: string,
  options: ListOptions & { gives: 'list' | 'read' },
): RequestSurface {
  const { gives, ...rest } = options;
  return request(id, gives, rest);
}

function request(id: string, gives: Gives, options: ListOptions): RequestSurface {
  return { kind: 'request', ...surfaceBase(id, gives, options, optionsOf[gives] ?? []) };
}

const optionsOfAll = [
  'headers',
  'json',
  'form',
  'variants',
  'imported',
] satisfies (keyof SurfaceOptions)[];

/** What has no effect is refused: a `stream` has no rows that `unattributed` could say anything of. */
const optionsOf: Readonly<Partial<Record<Gives, readonly string[]>>> = {
  list: [
    ...optionsOfAll,
    ...([
      'by',
      'items',
      'next',
      'shows',
      'unattributed',
      'parameters',
    ] satisfies (keyof ListOptions)[]),
  ],
  read: [...optionsOfAll, ...(['by', 'unattributed'] satisfies (keyof ReadOptions)[])],
  stream: optionsOfAll,
  figure: figureNames,
};
