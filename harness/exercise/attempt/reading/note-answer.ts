import type { Attempt } from '../../../domain/attempts/attempt.ts';
import { clockSkew } from '../../../domain/ledger/share-times.ts';
import type { Delivered } from '../../http/deliver.ts';
import type { Network } from '../../http/network.ts';
import type { Pages } from '../../rows/take-pages.ts';
import type { Inspected, Scanning } from '../../scan/inspect.ts';
import type { AttemptRequest } from '../../state/attempt-request.ts';
import type { Recorder } from '../../state/recorder.ts';
import type { RunIdentity } from '../../state/run-identity.ts';
import { noteFresh } from './fresh-store.ts';
import type { FreshStore } from './fresh-store.ts';
import { noteNamedAddresses } from '../links/named-addresses.ts';
import type { AddressStore, NamingAnswer } from '../links/named-addresses.ts';
import { noteNextPage } from './next-pages.ts';
import type { NextPages } from './next-pages.ts';
import { noteUnmarked } from './unmarked.ts';
import type { UnmarkedFields } from './unmarked.ts';
import { noteValidator } from './validators.ts';
import type { ValidatorStore } from './validators.ts';

/** The roles of a worker that learns from answers what to ask for next, and what cannot be seen in them. */
export type AnswerStores = NextPages & FreshStore & UnmarkedFields & AddressStore & ValidatorStore;

/** Takes an answer to each store that learns from it, once it is known what the attempt came to. */
export function noteAnswer(
  worker: AnswerStores &
    Scanning &
    Pick<Network, 'guard'> &
    Pick<RunIdentity, 'definition'> &
    Pick<Recorder, 'recordFact' | 'leaveOut'>,
  request: AttemptRequest,
  pages: Pages<Inspected>,
  attempt: Attempt,
): void {
  noteNextPage(worker, request, pages);
  noteFresh(
    worker,
    request,
    pages.pages.map(({ delivered: { url, body }, ...page }) => ({
      ...page,
      body,
      origin: url.origin,
    })),
  );
  const { session, thing, surface } = request;
  if (session === null || !isOwnView(request, attempt)) return;
  const [first] = pages.pages;
  if (first !== undefined) noteValidator(worker, request, first.delivered.delivery.headers);
  for (const { delivered, json } of pages.pages) {
    noteUnmarked(worker, surface.id, json);
    noteNamedAddresses(worker, {
      session,
      thing,
      surface: surface.id,
      url: delivered.url,
      at: timesOf(delivered.delivery),
      contentType: delivered.delivery.headers['content-type'] ?? '',
      body: delivered.body,
      json,
    });
  }
}

/** Whether somebody who is signed in was shown their own, asked for as everybody asks. */
function isOwnView(
  { session, thing, variant = 'plain', change }: AttemptRequest,
  { viewer, outcome }: Attempt,
): boolean {
  const isOwn = thing === null || thing.owner.id === viewer;
  const isPlain = variant === 'plain' && change === undefined;
  return isOwn && isPlain && outcome === 'granted' && session?.state === 'open';
}

/** When an answer had come, by both clocks. A `Date` counts whole seconds, and one in a cache tells of another time. */
function timesOf({ answeredAt: ours, headers }: Delivered['delivery']): NamingAnswer['at'] {
  const theirs = Date.parse(headers['date'] ?? '');
  return Number.isNaN(theirs) || 'age' in headers || Math.abs(theirs - ours) < clockSkew
    ? { ours }
    : { ours, theirs };
}
