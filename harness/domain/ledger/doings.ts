import type { AccountId } from '../accounts/account.ts';
import type { Fact } from './fact.ts';
import type { History } from '../history/history.ts';
import type { ThingId } from './thing.ts';

/** Something that an account did to the deployment and that a number may follow, from its beginning to its end. */
export type Doing = {
  from: number;
  at: number;
  account: AccountId;
  /** What it is about; null: the account itself. */
  thing: ThingId | null;
  /** The thing was created by it. */
  creates: boolean;
};

/** Finds the doings that overlap a time. */
export type FindDoings = (from: number, to: number) => readonly Doing[];

/** Milliseconds for which something may have been under way of which only the beginning or the end is recorded. */
export const longestUnderWay = 1000;

/** When all is over that accounts did, in milliseconds since the epoch; 0: nobody did anything. */
export function endOfDoings({ facts }: Pick<History, 'facts'>): number {
  return doingsIn(facts).reduce((end, { at }) => Math.max(end, at), 0);
}

/** Collects what accounts did from the facts. What is planted in a thing marks the beginning of its creation. */
export function findDoings({ facts }: Pick<History, 'facts'>): FindDoings {
  const doings = doingsIn(facts).sort((one, other) => one.at - other.at);
  const longest = Math.max(0, ...doings.map(({ from, at }) => at - from));
  return (from, to) => {
    const found: Doing[] = [];
    for (let index = firstAt(doings, from); index < doings.length; index += 1) {
      const doing = doings[index];
      if (doing === undefined || doing.at > to + longest) break;
      if (doing.from < to) found.push(doing);
    }
    return found;
  };
}

function doingsIn(facts: History['facts']): Doing[] {
  const doings: Doing[] = [];
  /**
   * What has been planted in things, or accounts, that are not known to be there yet: those whose creation is under
   * way or failed, and those that the facts of another worker tell of.
   */
  const begun = new Map<string, Doing[]>();
  const there = new Set<string>();
  const create = (account: AccountId, thing: ThingId | null, at: number): void => {
    const key = thing ?? account;
    const from = begun.get(key)?.[0]?.from ?? at - longestUnderWay;
    doings.push({ from, at, account, thing, creates: thing !== null && !there.has(key) });
    begun.delete(key);
    there.add(key);
  };
  // At the same time, what is planted comes before what it is planted in.
  const isPlanted = ({ fact }: Fact): number => Number(fact === 'field-planted');
  const ordered = facts.toSorted(
    (one, other) => one.at - other.at || isPlanted(other) - isPlanted(one),
  );
  for (const fact of ordered) {
    const { at } = fact;
    if (fact.fact === 'field-planted') {
      const { account, thing } = fact;
      const doing = { from: at, at: at + longestUnderWay, account, thing, creates: false };
      const key = thing ?? account;
      if (there.has(key)) doings.push(doing);
      else begun.set(key, [...(begun.get(key) ?? []), doing]);
    } else if (fact.fact === 'thing-created') create(fact.owner, fact.thing, at);
    else if (fact.fact === 'account-created') create(fact.account, null, at);
    else if (fact.fact === 'removed') {
      const { account, thing = null } = fact;
      doings.push({ from: at - longestUnderWay, at, account, thing, creates: false });
    } else if (fact.fact === 'entitled' || fact.fact === 'revoked') {
      const { owner: account, thing, from = at } = fact;
      doings.push({ from, at, account, thing, creates: false });
    }
  }
  // What failed may have been done all the same.
  return [...doings, ...[...begun.values()].flat()];
}

/** The place of the first doing that ends after a time. */
function firstAt(doings: readonly Doing[], time: number): number {
  let [low, high] = [0, doings.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((doings[middle]?.at ?? Infinity) <= time) low = middle + 1;
    else high = middle;
  }
  return low;
}
