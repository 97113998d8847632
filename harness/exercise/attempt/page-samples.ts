import type { AccountId } from '../../domain/account.ts';
import type { Attempt } from '../../domain/attempt.ts';
import type { Observation } from './observation.ts';

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
  /** Keeps a page as shown, where it is one of the first of its kind. */
  keep(sample: PageSample): void;
};

/** Owners of whom a page is kept, and refusals. */
const most = { owners: 4, refusals: 4 };
/** Most bytes of all pages together. */
const mostBytes = 16 * 1024 * 1024;

type Kept = { own: Map<AccountId, PageSample[]>; refused: PageSample[] };

/** Keeps a bounded sample of the pages that browsers show: by page and owner. */
export function createPageSamples(): KeptPages {
  const bySurface = new Map<string, Kept>();
  let bytes = 0;
  return {
    bySurface,
    keep({ observation: { picture: _page, ...observation }, attempt }) {
      const { surface, variant, session, thing, received } = observation;
      const size = received.reduce((sum, { content }) => sum + content.length, 0);
      if (variant !== 'shown' || attempt.truncated || bytes + size > mostBytes) return;
      const kept: Kept = bySurface.get(surface) ?? { own: new Map(), refused: [] };
      const owner = thing?.owner.id ?? session?.account.id;
      const isOwn = session?.state === 'open' && session.account.id === owner;
      const { outcome, viewer } = attempt;
      const isGrant = isOwn && outcome === 'granted' && session.account.role === 'patient';
      const isRefusal = !isOwn && (outcome === 'denied' || outcome === 'concealed');
      const hasRoom = isGrant
        ? kept.own.has(viewer) || kept.own.size < most.owners
        : kept.refused.length < most.refusals;
      if (!(isGrant || isRefusal) || !hasRoom) return;
      bytes += size;
      bySurface.set(surface, kept);
      const sample = { observation, attempt };
      if (!isGrant) return void kept.refused.push(sample);
      const [first = sample] = kept.own.get(viewer) ?? [];
      kept.own.set(viewer, first === sample ? [sample] : [first, sample]);
    },
  };
}
