import { parts } from '../../../harness/domain/attempts/attempt.ts';
import { capabilities, type Capability } from '../../../harness/domain/plan.ts';
import type { ReportInput } from '../../input.ts';
import { count, enumerate, number } from '../counting.ts';
import { isForBearers, lifetimeOf } from '../../../harness/domain/surfaces/surface-traits.ts';

const capabilityWords: Readonly<Record<Capability, string>> = {
  list: 'Lists',
  read: 'Reading one thing',
  stream: 'Streaming and downloads',
  signOut: 'Signing out',
  secondFactor: 'The second factor',
  sharing: 'Ending a share',
};

/** Something that the run did not check, and why. */
export type Unchecked = { what: string; why: string };

/** Imported surfaces that were not judged, by the reason; the reason of most comes first. */
export function unreached({
  verdict: { coverage },
}: ReportInput): { surfaces: readonly string[]; why: string }[] {
  const groups = Map.groupBy(
    coverage.unreachedSurfaces,
    (id) => coverage.whyUnreached[id] ?? 'never granted to anybody',
  );
  return [...groups]
    .map(([why, surfaces]) => ({ surfaces, why }))
    .sort((one, other) => other.surfaces.length - one.surfaces.length);
}

/** Invariants of which nothing can be said, by why: what several lack is said once. */
function unsaid({ verdict, invariants, reasonsByInvariant }: ReportInput) {
  const titleOf = (id: string) => invariants.find((one) => one.id === id)?.title ?? id;
  const saysNothing = verdict.invariants.filter(
    ({ verdict: result }) => result === 'inconclusive' || result === 'inapplicable',
  );
  const groups = Map.groupBy(saysNothing, ({ id, verdict: result }) => {
    // Why it is inconclusive stands first in every report, with what it concerns.
    if (result === 'inconclusive') return 'inconclusive: the reasons stand above';
    const reasons = reasonsByInvariant[id] ?? [];
    return `${result}${reasons.length > 0 ? `: ${enumerate(reasons, 5)}` : ''}`;
  });
  return [...groups].map(([why, those]) => ({ titles: those.map(({ id }) => titleOf(id)), why }));
}

/** All that was not checked, so that silence is not taken for safety. Most telling first. */
export function unchecked(input: ReportInput): readonly Unchecked[] {
  const { plan, verdict } = input;
  const { coverage } = verdict;
  const found: Unchecked[] = [];
  const add = (what: string, why: string) => found.push({ what, why });
  const said = new Set(Object.values(input.reasonsByInvariant).flat());
  for (const { titles, why } of unsaid(input)) add(enumerate(titles), why);
  for (const { surfaces, why } of unreached(input)) {
    const [first = ''] = surfaces;
    if (surfaces.length === 1) add(first, why);
    else add(count(surfaces.length, 'imported surface'), `${why}: ${enumerate(surfaces, 40)}`);
  }
  for (const capability of capabilities) {
    const reason = plan.lacks[capability];
    // What makes an invariant inapplicable has been said with it.
    if (reason !== undefined && !said.has(reason))
      add(capabilityWords[capability], `the deployment has none: ${reason}`);
  }
  for (const { id, unattributed } of plan.surfaces) {
    if (unattributed !== undefined) add(`Rows of ${id}`, `not attributed: ${unattributed}`);
  }
  for (const surface of plan.surfaces.filter(isForBearers)) {
    const lasts = lifetimeOf(surface);
    const until = lasts === null ? '' : ` until it ends, after ${lasts} s`;
    add(
      `Who else uses ${surface.id}`,
      `whoever has the address may${until}, by design: only asking for it and forging it are tried`,
    );
  }
  const missing = parts.filter((part) => !plan.parts.includes(part));
  if (missing.length > 0) add(`The ${enumerate(missing)}`, 'not part of this run');
  if (!plan.update.expected) add('An update', 'none took place: there is no before and after');
  if (coverage.releaseAsked === false) {
    add(
      'Which release runs',
      '`release` in the definition told one without asking the deployment over the `http` that it is given',
    );
  }
  for (const id of coverage.listsWithoutRows) {
    add(`Rows of ${id}`, 'not told apart, so a row of somebody unknown is not seen: set `items`');
  }
  for (const { surface, why, places, more } of coverage.passedOver) {
    const all = more > 0 ? [...places, `${number(more)} more`] : places;
    add(`What else owners see of ${surface}`, `${why}: ${enumerate(all)}`);
  }
  if (coverage.fieldsWithoutToken.length > 0) {
    add(
      count(coverage.fieldsWithoutToken.length, 'field'),
      `carry no marker, so a leak of them alone is not seen: ${enumerate(coverage.fieldsWithoutToken, 12)}`,
    );
  }
  const sum = (of: 'truncated' | 'lostInBrowser') =>
    input.tried.reduce((total, use) => total + use[of], 0);
  if (sum('truncated') > 0) {
    add(
      count(sum('truncated'), 'answer'),
      'not read to the end: too long, of too many pages, or packed so that they cannot be opened (a PDF may be one)',
    );
  }
  if (sum('lostInBrowser') > 0) {
    add(
      `${count(sum('lostInBrowser'), 'answer')} in browsers`,
      'not read whole: the browser no longer had the body, had not loaded all of the page, or got more than is read',
    );
  }
  for (const { surface, attempts } of coverage.late)
    add(
      `${count(attempts, 'attempt')} at ${surface}`,
      'the time of the gate was over: leave --budget out',
    );
  const cut = leftToThorough(input);
  if (cut !== null) add('Attempts beyond the budget of their probes', `${cut}: use --thorough`);
  const { covered, total } = coverage.cohortTuples;
  if (covered < total) {
    const way = coverage.strength === 2 ? 'pairs' : `combinations of ${coverage.strength}`;
    add(
      `${number(total - covered)} of ${number(total)} ${way} of factor levels`,
      'no account has them',
    );
  }
  if (coverage.strength < 3) {
    add('Combinations of three factor levels', 'the accounts were chosen by pairs (tight budget)');
  }
  const pairs = coverage.cohortPairs;
  if (pairs.covered < pairs.total) {
    add(
      `${number(pairs.total - pairs.covered)} of ${number(pairs.total)} pairs of viewer and owner levels`,
      'no attempt has them',
    );
  }
  return found;
}

/** How much owners were shown that was seen and not judged; null where there was nothing. */
export function passedOver({ verdict }: ReportInput): string | null {
  const found = verdict.coverage.passedOver;
  if (found.length === 0) return null;
  const places = found.reduce((sum, { places: named, more }) => sum + named.length + more, 0);
  const surfaces = new Set(found.map(({ surface }) => surface)).size;
  return `${count(places, 'place')} of ${count(surfaces, 'surface')} (see “What was not checked” in the report)`;
}

/**
 * The attempts that the budget of their probes left to a thorough run, by probe; null where all were made. A gate tells
 * what its time cut, and sends nobody to a thorough run.
 */
export function leftToThorough({ verdict }: ReportInput): string | null {
  if (verdict.scope === 'gate') return null;
  const cut = verdict.coverage.probes.filter((probe) => probe.cut > 0);
  const named = cut.map((probe) => `${number(probe.cut)} of ${probe.id}`);
  return named.length === 0 ? null : enumerate(named);
}
