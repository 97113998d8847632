import type { Gives } from '../../domain/surfaces/surface.ts';
import type { LinkSource, LinkSurface } from './surface.ts';
import { refuseSurface, surfaceBase } from './surface-base.ts';
import type { SurfaceOptions } from './surface-base.ts';
import { factsOf, type SurfaceModule } from './surface-module.ts';

/** The module of surfaces that are requested at an address found in another answer. */
export const linkModule: SurfaceModule<LinkSurface> = {
  infoOf: (surface) => {
    const { lasts, bearer, from, at } = surface.link;
    const path = typeof at === 'string' ? at : null;
    return { ...factsOf(surface), kind: 'link', link: { lasts, bearer, from, path } };
  },
  addressedAs: ({ link: { from } }) => from,
  faultOf: () => null,
};

/** The options of `link`. */
export type LinkOptions = Omit<SurfaceOptions, 'imported'> &
  Pick<LinkSource, 'lasts' | 'bearer'> & {
    gives: Gives;
    /**
     * Names of ids that identify the thing, in addition to those in the template (for a list or `/me`). Default: none.
     */
    needs?: readonly string[];
  };

/**
 * A surface that is reached by an address found in another answer, which is absolute and often signed:
 * `link('GET /api/recordings/{recording}', '$.mediaUrl', { gives: 'stream', lasts: 60 })`. The owner requests the
 * address, and other accounts try it.
 * @param from method and path template of the answer that holds the address
 * @param at a JSON path, or a function of the answer and the thing's ids
 * @param options see `LinkSource` for `lasts` and `bearer`. `headers` are sent with both requests, `json` or
 * `form` with the first
 */
export function link(from: string, at: LinkSource['at'], options: LinkOptions): LinkSurface {
  const { gives, lasts, bearer, needs = [], ...rest } = options;
  const variants: LinkSurface['variants'] = gives === 'stream' ? ['range'] : [];
  const source = surfaceBase(from, gives, { variants, ...rest }, linkNames);
  const id = `${from} → ${typeof at === 'string' ? at : 'link'}`;
  const refuse = refuseSurface(id);
  if (typeof at === 'string' && !at.startsWith('$'))
    refuse('its address is at no JSON path', "Write it like '$.mediaUrl', or give a function.");
  if (lasts !== undefined && !(Number.isFinite(lasts) && lasts > 0))
    refuse('lasts is no number of seconds', 'Say after how many seconds it must no longer work.');
  const all = [...new Set([...source.needs, ...needs])];
  if (all.length === 0)
    refuse('whose it is cannot be told', "Name the id it belongs to: needs: ['recording'].");
  return { kind: 'link', ...source, id, needs: all, link: { from, at, lasts, bearer } };
}

const linkNames: readonly string[] = [
  'headers',
  'json',
  'form',
  'variants',
  'gives',
  'lasts',
  'bearer',
  'needs',
] satisfies (keyof LinkOptions)[];
