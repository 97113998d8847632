import type { SignOff } from './statement.ts';
import { type Subject, subjectText } from './subject.ts';

/** What whoever deploys asks of a sign-off. */
export type Demands = {
  release: string;
  /** Each must be among what was signed. None: nothing is asked of them. */
  subjects: readonly Subject[];
  /** Milliseconds since it was signed, at most. Null: of any age. */
  maxAge: number | null;
  /** Takes one that was signed despite something. */
  allowDespite: boolean;
  /** Milliseconds since the epoch. */
  now: number;
};

/** Clocks of two machines may differ by so much (milliseconds). */
const tolerance = 5 * 60_000;

/** Why a sign-off does not do for a deployment, in words. None: it does. */
export function faultsOf(signOff: SignOff, demands: Demands): string[] {
  const { run, despite } = signOff;
  const faults: string[] = [];
  if (run.release !== demands.release)
    faults.push(
      `it is of release ${run.release ?? 'unknown'}, and ${demands.release} is to be deployed`,
    );
  if (run.verdict !== 'holds' && despite === null) faults.push(`its verdict is ${run.verdict}`);
  if (despite !== null && !demands.allowDespite)
    faults.push(
      `it was signed despite this: ${despite.against.join('; ')} (the reason given: ${despite.reason}); --allow-despite takes it all the same`,
    );
  return [...faults, ...faultsOfSubjects(signOff, demands), ...faultsOfTime(signOff, demands)];
}

function faultsOfSubjects({ subjects }: SignOff, demands: Demands): string[] {
  return demands.subjects.flatMap((wanted) => {
    if (subjects.some((one) => subjectText(one) === subjectText(wanted))) return [];
    const same = subjects.find(({ sha256 }) => sha256 === wanted.sha256);
    return same === undefined
      ? [`it is not of ${subjectText(wanted)}, but of ${subjects.map(subjectText).join(', ')}`]
      : [`it names the artefact ${wanted.name} by another name, ${same.name}`];
  });
}

function faultsOfTime({ signedAt, run }: SignOff, { now, maxAge }: Demands): string[] {
  const signed = Date.parse(signedAt);
  if (signed > now + tolerance)
    return [
      `it was signed at ${signedAt}, and here it is ${new Date(now).toISOString()}: the clock of one of the two machines is wrong`,
    ];
  if (signed + tolerance < Date.parse(run.endedAt))
    return [
      `it was signed at ${signedAt}, before its run ended at ${run.endedAt}: the clock went back`,
    ];
  if (maxAge !== null && now - signed > maxAge)
    return [`it was signed at ${signedAt}, longer ago than --max-age allows`];
  return [];
}
