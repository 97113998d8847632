import type { Attempt, SessionState } from '../../../domain/attempts/attempt.ts';
import type { Observation } from './observation.ts';
import { createSampleKeeper } from '../kept-samples.ts';
import type { KeptSamples, Room, SampleKeeper, Unkept } from '../kept-samples.ts';
import { rowsInPage } from './rows-in-page.ts';

/** A page as a browser showed it, with the attempt that was made of it. It is kept in memory alone. */
export type PageSample = { observation: Observation; attempt: Attempt };

/** The role of a worker that keeps some pages in memory, to plant leaks in them. Null: it keeps none. */
export type PageSampleStore = { pageSamples: KeptPages | null };

/** What is kept of one page. */
export type PageSamples = KeptSamples<PageSample>;

export type KeptPages = Pick<SampleKeeper<PageSample>, 'bySurface' | 'unkept'> & {
  /** Keeps a page as shown, where it is one of the first of its kind. */
  keep(sample: PageSample): void;
};

/** Owners of whom a page is kept, and refusals that are kept for each state of a session. */
const most = { owners: 4, refusals: 4 };
/** Most bytes of all pages together. */
const mostBytes = 16 * 1024 * 1024;

/** Keeps a bounded sample of the pages that browsers show: by page, owner, and state of a session. */
export function createPageSamples(): KeptPages {
  const keeper = createSampleKeeper(sizeOf);
  return {
    ...keeper,
    keep({ observation: { picture: _page, ...observation }, attempt }) {
      const { surface, variant } = observation;
      if (variant !== 'shown') return;
      const kept = keeper.of(surface);
      const whyNot = (room: Room) => whyUnkept(attempt, room);
      if (isOwnGrant(observation, attempt, kept)) {
        const sample = { observation: withSureItems(observation), attempt };
        keeper.keepOwn(surface, attempt.viewer, sample, whyNot);
      } else if (isRefusal(observation, attempt, kept))
        keeper.keepRefused(surface, { observation, attempt }, whyNot);
    },
  };
}

function isOwnGrant(
  { session, ...of }: Observation,
  { outcome, viewer }: Attempt,
  kept: PageSamples,
) {
  if (outcome !== 'granted' || session?.account.role !== 'patient') return false;
  const hasRoom = kept.own.has(viewer) || kept.own.size < most.owners;
  return hasRoom && isOfOwn({ session, ...of });
}

function isRefusal(
  observation: Observation,
  { outcome, truncated }: Attempt,
  kept: PageSamples,
): boolean {
  const isRefused = outcome === 'denied' || outcome === 'concealed';
  if (!isRefused || truncated || isOfOwn(observation)) return false;
  const state = stateOf(observation);
  const alike = kept.refused.filter((other) => stateOf(other.observation) === state);
  return alike.length < most.refusals;
}

/** Whether somebody in an open session looks at what is their own. */
function isOfOwn({ session, thing }: Pick<Observation, 'session' | 'thing'>): boolean {
  return session?.state === 'open' && (thing?.owner ?? session.account).id === session.account.id;
}

function stateOf({ session }: Observation): SessionState {
  return session?.state ?? 'none';
}

function whyUnkept({ truncated }: Attempt, { size, others }: Room): Unkept | null {
  if (truncated) return 'cut';
  if (size > mostBytes) return 'long';
  return others + size > mostBytes ? 'full' : null;
}

function sizeOf({ observation: { received } }: PageSample): number {
  return received.reduce((sum, { content }) => sum + content.length, 0);
}

/**
 * Without `items` where it finds other rows in the page's HTML than the browser found in the page: below a shadow root,
 * say, or by a selector that only browsers know.
 */
function withSureItems({ items, ...observation }: Observation): Observation {
  const page = Buffer.from(observation.received[0]?.content ?? '').toString('utf8');
  const found = rowsInPage(items, page);
  const isSure = found !== null && found.length === observation.rows?.length;
  return isSure && items !== undefined ? { ...observation, items } : observation;
}
