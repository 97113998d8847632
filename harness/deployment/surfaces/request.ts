import type { Gives } from '../../domain/surface.ts';
import type { RequestSurface } from '../surface.ts';
import { surfaceBase } from './surface-base.ts';
import type { ListOptions, SurfaceOptions } from './surface-base.ts';
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

/** A surface that gives one thing as text: `read('GET /api/consultations/{consultation}')`. */
export function read(id: string, options: SurfaceOptions = {}): RequestSurface {
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

/** An HTML page: `page('GET /replays', { gives: 'list' })`. */
export function page(
  id: string,
  options: ListOptions & { gives: 'list' | 'read' },
): RequestSurface {
  const { gives, ...rest } = options;
  return request(id, gives, rest);
}

function request(id: string, gives: Gives, options: ListOptions): RequestSurface {
  return { kind: 'request', ...surfaceBase(id, gives, options, optionNames) };
}

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
