import type { Update } from '../clinic/updates/index.ts';
import type { Part } from '../harness/index.ts';
import type { Asked, Ended, Judged } from './case.ts';
import { faultsOf } from './faults-of.ts';
import type { Fault } from './faults-of.ts';

/** What came of an update: by the default scope, and by more accounts and all attempts where those did not find it as declared. */
export type Entry = {
  update: Update;
  /** The run that tells of it: the thorough one where there is one. */
  run: Judged | null;
  /** Whether the default scope finds something that the update declares, by few accounts or as many as it has. */
  byDefault: boolean;
  /** Empty: it was found as it declares itself. */
  faults: readonly Fault[];
};

/** Accounts of a first run: as many as pairs of levels take, in a fraction of the attempts that triples do. */
export const fewAccounts = 14;

/** The first run of an update: by few accounts, with properties or a browser where the update needs them. */
export function firstRun({ id, needs = [] }: Update, seed: number): Asked {
  const parts: Part[] = [
    'sweep',
    ...(needs.includes('properties') ? (['properties'] as const) : []),
    ...(needs.includes('browser') ? (['scenarios'] as const) : []),
  ];
  return { update: id, seed, thorough: false, accounts: fewAccounts, parts };
}

/**
 * The run to be made after another: with as many accounts as `verify` has by default, where few do not show it as it is
 * declared; then with all attempts, where the default ones missed something; else null.
 */
export function nextRun(update: Update, ended: Ended): Asked | null {
  if ('failed' in ended || ended.asked.thorough) return null;
  const { accounts, ...asked } = ended.asked;
  const faults = faultsOf(update, ended);
  if (accounts !== undefined) return faults.length > 0 ? asked : null;
  return faults.some(({ kind }) => kind === 'missed') ? { ...asked, thorough: true } : null;
}

/** Puts the runs of an update together. */
export function entryOf(update: Update, runs: readonly Ended[]): Entry {
  const last = runs.at(-1);
  const byDefault = runs.some((run) => !run.asked.thorough && finds(update, run));
  const faults =
    last === undefined
      ? []
      : 'failed' in last
        ? [{ kind: 'other', what: `it could not be run: ${last.failed}` } as const]
        : faultsOf(update, last);
  return {
    update,
    run: last === undefined || 'failed' in last ? null : last,
    byDefault,
    faults,
  };
}

/** Whether a run finds something that an update declares. */
function finds({ breaks }: Update, ended: Ended): boolean {
  if ('failed' in ended) return false;
  const broken = new Set(ended.broken.map(({ invariant }) => invariant));
  return breaks.some(({ invariant }) => broken.has(invariant));
}

/** The sources without which nothing that the update declares is found. */
export function onlyBy({ breaks }: Pick<Update, 'breaks'>, { sources }: Judged): string[] {
  return sources
    .filter(({ without }) => !breaks.some(({ invariant }) => without.includes(invariant)))
    .map(({ by }) => by);
}
