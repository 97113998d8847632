import type { AccountId } from '../../domain/account.ts';
import type { Attempt, SessionState } from '../../domain/attempt.ts';
import type { Observation } from './observation.ts';
import type { Unkept } from './samples.ts';
import { rowsInPage } from './rows-in-page.ts';

/** A page as a browser showed it, with the attempt that was made of it. It is kept in memory alone. */
export type PageSample = { observation: Observation; attempt: Attempt };

/** What is kept of one page. */
export type PageSamples = {
  /** By owner: what they were shown of their own, first and last. */
  own: ReadonlyMap<AccountId, readonly PageSample[]>;
  /** What was shown to others in their place, and to them after a sign-out: nothing of theirs. */
  refused: readonly PageSample[];
};

/** The role of a worker that keeps some pages in memory, to plant leaks in them. Null: it keeps none. */
export type PageSampleStore = { pageSamples: KeptPages | null };

export type KeptPages = {
  /** By the id of the page's surface. */
  readonly bySurface: ReadonlyMap<string, PageSamples>;
  /** Why what owners were shown was not kept, by the id of the page's surface. */
  readonly unkept: ReadonlyMap<string, Unkept>;
  /** Keeps a page as shown, where it is one of the first of its kind. */
  keep(sample: PageSample): void;
};

/** Owners of whom a page is kept, and refusals that are kept for each state of a session. */
const most = { owners: 4, refusals: 4 };
/** Most bytes of all pages together. */
const mostBytes = 16 * 1024 * 1024;

type Kept = { own: Map<AccountId, PageSample[]>; refused: PageSample[] };

/** Keeps a bounded sample of the pages that browsers show: by page, owner, and state of a session. */
export function createPageSamples(): KeptPages {
  const bySurface = new Map<string, Kept>();
  const unkept = new Map<string, Unkept>();
  let bytes = 0;
  return {
    bySurface,
    unkept,
    keep({ observation: { picture: _page, ...observation }, attempt }) {
      const { surface, variant } = observation;
      if (variant !== 'shown') return;
      const kept: Kept = bySurface.get(surface) ?? { own: new Map(), refused: [] };
      const isGrant = isOwnGrant(observation, attempt, kept);
      if (!isGrant && !isRefusal(observation, attempt, kept)) return;
      const sample = { observation: isGrant ? withSureItems(observation) : observation, attempt };
      const [first = sample, ...replaced] = (isGrant ? kept.own.get(attempt.viewer) : null) ?? [];
      const others = replaced.reduce((sum, one) => sum - sizeOf(one), bytes);
      const why = whyUnkept(sample, others);
      if (why !== null) {
        if (isGrant) unkept.set(surface, why);
        return;
      }
      bytes = others + sizeOf(sample);
      bySurface.set(surface, kept);
      if (isGrant) kept.own.set(attempt.viewer, first === sample ? [sample] : [first, sample]);
      else kept.refused.push(sample);
    },
  };
}

function isOwnGrant({ session, ...of }: Observation, { outcome, viewer }: Attempt, kept: Kept) {
  if (outcome !== 'granted' || session?.account.role !== 'patient') return false;
  const hasRoom = kept.own.has(viewer) || kept.own.size < most.owners;
  return hasRoom && isOfOwn({ session, ...of });
}

function isRefusal(observation: Observation, { outcome, truncated }: Attempt, kept: Kept): boolean {
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

function whyUnkept(sample: PageSample, others: number): Unkept | null {
  if (sample.attempt.truncated) return 'cut';
  const size = sizeOf(sample);
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
