import type { Attempt } from '../../../harness/domain/attempts/attempt.ts';
import type { Case } from '../../../harness/domain/verdict/case.ts';
import {
  endedAddress,
  isForgedOfOwn,
  namedAddress,
} from '../../../harness/domain/surfaces/link-variant.ts';
import { rangeOf } from '../../../harness/domain/surfaces/range-variants.ts';
import type { RangeVariant } from '../../../harness/domain/surfaces/range-variants.ts';
import type { AttemptVariant } from '../../../harness/domain/surfaces/variant.ts';

/** How it was asked or received, by variant; null where that is how everybody asks, or what a browser does. */
const ways: Readonly<Record<AttemptVariant, string | null>> = {
  plain: null,
  browser: null,
  shown: null,
  head: 'asked by HEAD',
  range: askedFor('range'),
  'range-end': askedFor('range-end'),
  'range-later': askedFor('range-later'),
  asked: 'asked by a link that they had requested themselves',
  unsigned: 'asked by a link without its signature',
  swapped: 'asked by a link with the signature of another link',
  exchanged: 'asked by a link of their own with one parameter of another’s',
  expired: 'asked by a link that had ended',
  'expired-range': `${askedFor('range')} by a link that had ended`,
  'expired-moved': 'asked by a link that had ended, with the end in it moved',
  'expired-before-update': 'asked by a link that had ended',
  'fresh-credential': 'asked with a text of an answer in the place of a session’s credential',
  'link-source': 'asked for the answer that holds the address of a link',
  kept: 'received over a connection that was open before the sign-out',
  'named-address': 'asked by an address that their own answer named',
  'expired-address':
    'asked by an address that their own answer had named, after the end that stands in it',
  'across-update': 'received over a connection that was open before the update',
  removed: 'asked for what its owner had removed',
  'at-home': 'received at their own address, while the owner acted',
  'after-hang-up':
    'received at their own address, right after the owner’s connection had broken off',
};

function askedFor(variant: RangeVariant): string {
  return `asked for bytes=${rangeOf(variant)} of it`;
}

/** The usual way, by channel. */
const usualWays: Readonly<Record<Attempt['channel'], string>> = {
  http: 'asked plainly',
  browser: 'received by a browser',
  media: 'played by a browser',
  socket: 'received over a connection',
};

/**
 * How the request differed from the surface's own, with its names in the history: whoever tries the surface plainly
 * would otherwise be refused, and take the violation for a false alarm.
 */
export function howAsked(item: Case): string {
  const { variant, probe, channel } = item.lead.attempt;
  const words = wayOf(item.lead.attempt) ?? usualWays[channel];
  const name = isVariant(variant) && ways[variant] === null ? '' : `, as “${variant}”`;
  if (probe === undefined) return `${words}${name}`;
  return name === '' ? `${words}, by the probe ${probe}` : `${words}${name} of the probe ${probe}`;
}

/** The same after a comma; empty where it was asked as everybody asks. */
export function unlessPlain(item: Case): string {
  return wayOf(item.lead.attempt) === null ? '' : `, ${howAsked(item)}`;
}

function wayOf({ variant, changed }: Attempt): string | null {
  if (isVariant(variant)) return ways[variant];
  if (variant.startsWith('first-step-'))
    return 'asked with a text of the sign-in’s first step in the place of a session’s credential';
  if (variant === 'earlier-cookies')
    return 'asked with nothing but the cookies that a client had before it signed in';
  if (variant === 'cookie-alone' || variant === 'header-alone')
    return 'asked with one credential of the session, without the others';
  if (changed !== undefined) {
    const headers = Object.keys(changed.headers);
    const added = headers.length > 0 ? ` with ${headers.join(', ')}` : '';
    return `asked by a changed request, ${changed.method}${added}`;
  }
  // Scenarios give names of their own to what their browsers met.
  return 'asked in another way';
}

function isVariant(name: string): name is AttemptVariant {
  return Object.hasOwn(ways, name);
}

/** Why no script shows a violation again, in words. Only for violations without one. */
export function whyNoScript({ lead: { attempt } }: Case): string {
  const { changed, variant, channel } = attempt;
  if (variant === namedAddress || variant === endedAddress)
    return 'the address stood in an own answer, and may be signed: it is kept nowhere';
  if (changed?.path === null)
    return 'the request held something that is kept nowhere, such as the cursor of another’s list';
  if (isForgedOfOwn(variant))
    return 'the address held a part of another link, which is kept nowhere';
  if (variant === 'expired-moved')
    return 'the address was changed: its end was moved, and its signature left as it was';
  if (channel === 'socket') return 'it came over a connection that a browser had opened';
  if (variant === 'shown') return 'it stood on a page that a browser had made of several answers';
  return 'the record does not tell its address';
}
