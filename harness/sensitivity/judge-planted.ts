import type { Attempt } from '../domain/attempts/attempt.ts';
import type { Evidence } from '../domain/verdict/invariant.ts';
import type { Planting } from '../domain/verdict/planted.ts';
import { examine } from '../judging/evidence/examine.ts';
import type { Invariant } from '../judging/rules/invariant.ts';
import type { PlantedAttempt } from './plant-surface.ts';

/** What came of one planted attempt: see `PlantedLeak`. */
export type Noticed = { result: Planting; why: string };

/** Planted attempts that are judged together at most: rules over many attempts would answer for each other. */
const mostTogether = 6;

/** What the invariants say of the attempts of one surface. */
export type Said = {
  /** By attempt: the invariants that it breaks. */
  broken: ReadonlyMap<string, readonly string[]>;
  /** What could not be judged. */
  gaps: ReadonlySet<string>;
};

/** Judges the attempts of one surface as they are: what planted ones are compared with. */
export function judgeSurface(evidence: Evidence, rules: readonly Invariant[]): Said {
  const examined = examine(evidence);
  const broken = new Map<string, string[]>();
  const gaps = new Set<string>();
  for (const invariant of rules) {
    const finding = invariant.judge(examined);
    for (const { attempt } of finding.breaches)
      broken.set(attempt.id, [...new Set([...(broken.get(attempt.id) ?? []), invariant.id])]);
    if (finding.verdict === 'inapplicable') continue;
    for (const reason of finding.reasons) gaps.add(`${invariant.id}: ${reason}`);
  }
  return { broken, gaps };
}

/**
 * Judges planted attempts in copies of the history in which each stands in the place of the real one.
 * @param evidence the run's, with the attempts of this surface alone
 * @param before what is said of that without planted ones
 */
export function judgePlanted(
  evidence: Evidence,
  before: Said,
  planted: readonly PlantedAttempt[],
  rules: readonly Invariant[],
): Map<PlantedAttempt, Noticed> {
  const results = new Map<PlantedAttempt, Noticed>();
  for (const together of roundsOf(planted)) {
    const said = judgeSurface(withPlanted(evidence, together), rules);
    for (const one of together) {
      const isAlone = together.length === 1 || said.broken.has(one.attempt.id);
      // Which of them a gap is due to is told by each alone.
      const isDoubtful = !isAlone && gapBy(before, said, one) !== undefined;
      const alone = isDoubtful ? judgeSurface(withPlanted(evidence, [one]), rules) : said;
      results.set(one, noticedIn(before, alone, one));
    }
  }
  return results;
}

function noticedIn(before: Said, said: Said, one: PlantedAttempt): Noticed {
  const ids = said.broken.get(one.attempt.id);
  if (ids !== undefined) return { result: 'noticed', why: ids.join(', ') };
  const gap = gapBy(before, said, one);
  return gap === undefined ? { result: 'blind', why: '' } : { result: 'unclear', why: gap };
}

/**
 * What could not be judged for a planted attempt: that an attempt is unclear does not make a run inconclusive by itself.
 * Of a surface that is inconclusive as it is, an unclear attempt adds to what is said already.
 */
function gapBy(
  before: Said,
  { gaps }: Said,
  { attempt, leak }: PlantedAttempt,
): string | undefined {
  const [added] = gaps.difference(before.gaps);
  if (added !== undefined || attempt.outcome !== 'unclear') return added;
  // What is lost stays lost: each later look would be as unclear, and an owner without a clear look is a gap.
  if (leak.weight === 'own') return attempt.why ?? 'unclear';
  return [...gaps].find((gap) => gap.includes(attempt.surface));
}

/** Planted attempts in groups, none with two in the place of one attempt or for one pair of viewer and owner. */
function roundsOf(planted: readonly PlantedAttempt[]): PlantedAttempt[][] {
  const rounds: { attempts: Set<string>; pairs: Set<string>; all: PlantedAttempt[] }[] = [];
  for (const one of planted) {
    const { attempt, viewer, owner } = one;
    const pair = `${viewer} ${owner}`;
    const free = rounds.find(
      ({ attempts, pairs, all }) =>
        all.length < mostTogether && !attempts.has(attempt.id) && !pairs.has(pair),
    );
    const round = free ?? { attempts: new Set(), pairs: new Set(), all: [] };
    if (free === undefined) rounds.push(round);
    round.attempts.add(attempt.id);
    round.pairs.add(pair);
    round.all.push(one);
  }
  return rounds.map(({ all }) => all);
}

function withPlanted(evidence: Evidence, planted: readonly PlantedAttempt[]): Evidence {
  const replaced = new Map<string, Attempt>(planted.map(({ attempt }) => [attempt.id, attempt]));
  const attempts = evidence.history.attempts.map((attempt) => replaced.get(attempt.id) ?? attempt);
  return { ...evidence, history: { ...evidence.history, attempts } };
}
