import type { Plan } from '../domain/plan.ts';
import type { Verdict } from '../domain/verdict/verdict.ts';
import { canonicalJson, sha256 } from './canonical-json.ts';
import { limitsOf } from './narrowed.ts';
import type { SignOff, SignedFile } from './statement.ts';
import type { Subject } from './subject.ts';

/** What a sign-off is made of, but for the run. */
export type SigningTerms = {
  /** Who signs: the name of a person or role. */
  by: string;
  subjects: readonly Subject[];
  /** Why it is signed although it should not be. Null: nothing speaks against it. */
  despite: SignOff['despite'];
  /** Milliseconds since the epoch. */
  at: number;
  /** Of Chaperone. */
  version: string;
  sealsChecked: boolean;
};

/** The test that failed where every invariant holds and the run as a whole is inconclusive. */
const theRun = 'run';

/** Digest of what a plan admits, whatever order its fields stand in. */
export function acceptDigest({ accept }: Pick<Plan, 'accept'>): string {
  return sha256(canonicalJson(accept));
}

/** Puts together what is signed of a judged run. */
export function signOffOf(
  { plan, verdict, files }: { plan: Plan; verdict: Verdict; files: readonly SignedFile[] },
  { by, subjects, despite, at, version, sealsChecked }: SigningTerms,
): SignOff {
  const idsOf = (isMeant: (result: Verdict['invariants'][number]) => boolean) =>
    verdict.invariants.filter(isMeant).map(({ id }) => id);
  const failed = idsOf(({ verdict: word }) => word === 'violated' || word === 'inconclusive');
  return {
    subjects: [...subjects],
    by,
    signedAt: new Date(at).toISOString(),
    despite,
    chaperone: version,
    sealsChecked,
    run: {
      name: plan.name,
      deployment: verdict.deployment,
      url: verdict.url,
      release: verdict.release,
      releaseBefore: verdict.releaseBefore,
      sameRelease: verdict.sameRelease ?? null,
      startedAt: verdict.startedAt,
      endedAt: new Date(plan.startedAt + verdict.durationMs).toISOString(),
      seed: verdict.seed,
      verdict: verdict.verdict,
      scope: verdict.scope,
      parts: [...plan.parts],
      strength: plan.strength,
      accounts: verdict.coverage.accounts,
      residualRisk: verdict.residualRisk,
      limits: limitsOf(plan),
    },
    holds: idsOf((result) => result.verdict === 'holds' && result.accepted === 0),
    admitted: idsOf((result) => result.verdict === 'holds' && result.accepted > 0),
    failed: failed.length > 0 || verdict.verdict === 'holds' ? failed : [theRun],
    inapplicable: idsOf((result) => result.verdict === 'inapplicable'),
    accept: {
      sha256: acceptDigest(plan),
      entries: verdict.accepted.filter((one) => !one.expired).length,
    },
    files: [...files],
  };
}
