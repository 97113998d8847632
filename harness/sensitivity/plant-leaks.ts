import type { AccountId } from '../domain/account.ts';
import type { Attempt } from '../domain/attempt.ts';
import type { History } from '../domain/history/history.ts';
import { deriveLedger } from '../domain/ledger.ts';
import type { Evidence } from '../domain/invariant.ts';
import type { PlantedLeak } from '../domain/planted.ts';
import type { Holding, InRun, Lifetime, Replaying } from '../exercise/worker/worker.ts';
import { invariants } from '../judging/rules/catalogue.ts';
import type { Invariant } from '../judging/rules/invariant.ts';
import { isImpersonal } from './is-impersonal.ts';
import { judgePlanted, judgeSurface } from './judge-planted.ts';
import { plantSurface } from './plant-surface.ts';
import type { Excepted, Plantings } from './plant-surface.ts';
import { inAnswers } from './planters/in-answers.ts';
import { inMessages } from './planters/in-messages.ts';

type Planting = InRun & Pick<Holding, 'recorded'> & Replaying & Pick<Lifetime, 'record'>;

type Options = {
  /** What was recorded before the worker began. */
  earlier: Pick<History, 'facts' | 'attempts'>;
  /** Milliseconds since the epoch after which no further surface takes its turn. */
  until: number;
  /** The invariants that judge. Default: all. */
  rules?: readonly Invariant[];
};

/**
 * Plants leaks in answers that a worker kept in memory, and records which would be noticed. The deployment is not asked.
 * It goes from surface to surface until the time is over, or the run is interrupted.
 */
export async function plantLeaks(
  worker: Planting,
  { earlier, until, rules = invariants }: Options,
): Promise<void> {
  const facts = [...earlier.facts, ...worker.recorded.facts];
  const ledger = deriveLedger(worker.plan, facts);
  const related = relatedIn(facts);
  const attempts = Map.groupBy<string, Attempt>(
    [...earlier.attempts, ...worker.recorded.attempts],
    ({ surface }) => surface,
  );
  for (const { surface, owners, planted, impersonal } of sampledSurfaces(worker)) {
    if (worker.signal.aborted || Date.now() >= until) break;
    if (owners.length < 2) continue;
    const history = { facts, attempts: attempts.get(surface) ?? [], defects: [] };
    const why = whyImpersonal(worker, surface) ?? impersonal();
    const results =
      why !== null
        ? impersonalOn(surface, owners, why)
        : await plantedOn(
            { plan: worker.plan, history, ledger },
            { surface, rules, related, planted },
          );
    for (const result of results)
      worker.record({
        type: 'fact',
        fact: 'leak-planted',
        at: Date.now(),
        phase: worker.phase,
        ...result,
      });
  }
}

/** A surface of which samples were kept. */
type Sampled = {
  surface: string;
  /** The accounts who were granted something of their own. */
  owners: readonly AccountId[];
  /** Plants in its samples. */
  planted: (excepted: Excepted) => Promise<Plantings>;
  /** Why its samples show something of nobody; null where they may. */
  impersonal: () => string | null;
};

function sampledSurfaces(worker: Replaying): Sampled[] {
  return [
    ...[...worker.samples].map(([surface, samples]) => ({
      surface,
      owners: [...samples.own.keys()],
      planted: (excepted: Excepted) => plantSurface(inAnswers(worker, samples), excepted),
      impersonal: () => (isImpersonal(samples) ? 'every owner was answered the same' : null),
    })),
    ...[...worker.connectionSamples].map(([surface, samples]) => ({
      surface,
      owners: [...samples.own.keys()],
      planted: (excepted: Excepted) => plantSurface(inMessages(worker, samples), excepted),
      // An owner has received what they themselves did.
      impersonal: () => null,
    })),
  ];
}

/** What is recorded of a surface that is to give everybody the same: nothing was planted. */
function impersonalOn(
  surface: string,
  [viewer = '', owner = '']: readonly AccountId[],
  why: string,
): PlantedLeak[] {
  const title = 'nothing was planted';
  const about = { surface, leak: 'none', title, weight: 'whole', cell: 'own' } as const;
  return [{ ...about, viewer, owner, result: 'impersonal', why }];
}

/** Why the plan says that nothing need be planted on a surface; null where it does not. */
function whyImpersonal({ plan }: InRun, surface: string): string | null {
  const info = plan.surfaces.find(({ id }) => id === surface);
  if (info?.unattributed !== undefined) return `the definition says so: ${info.unattributed}`;
  return info?.gives === 'figure'
    ? 'its number is compared with what the account itself did'
    : null;
}

/** Whether one account was ever allowed something of another. */
function relatedIn(facts: History['facts']) {
  const pairs = new Set(
    facts.flatMap((fact) => (fact.fact === 'entitled' ? [`${fact.viewer} ${fact.owner}`] : [])),
  );
  return (viewer: string, owner: string): boolean => pairs.has(`${viewer} ${owner}`);
}

async function plantedOn(
  evidence: Evidence,
  {
    surface,
    rules,
    related,
    planted: plant,
  }: Pick<Sampled, 'surface' | 'planted'> &
    Pick<Excepted, 'related'> & { rules: readonly Invariant[] },
): Promise<PlantedLeak[]> {
  const before = judgeSurface(evidence, rules);
  const { planted, placeless } = await plant({ skipped: new Set(before.broken.keys()), related });
  const results = judgePlanted(evidence, before, planted, rules);
  const about = ({
    leak: { id, weight, cell },
    title,
    viewer,
    owner,
  }: (typeof placeless)[number]) => ({
    surface,
    leak: id,
    title,
    weight,
    cell,
    viewer,
    owner,
  });
  return [
    ...planted.map((one): PlantedLeak => {
      const { result, why } = results.get(one) ?? { result: 'blind', why: '' };
      return { ...about(one), result, why };
    }),
    ...placeless
      .filter(({ leak }) => leak.weight === 'whole')
      .map((one): PlantedLeak => ({
        ...about(one),
        result: 'blind',
        why: 'it could not be planted in any of its answers',
      })),
  ];
}
