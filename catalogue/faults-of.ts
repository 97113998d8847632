import type { Update } from '../clinic/updates/index.ts';
import { describeCohort } from '../harness/index.ts';
import type { Cohort } from '../harness/index.ts';
import { hasLevels } from '../harness/domain/accounts/account.ts';
import type { Judged } from './case.ts';
import { selectTheSame } from './possible-cohorts.ts';

/** What a run of an update does not show as the update declares it. */
export type Fault = {
  /** `missed`: more attempts may show it. `other`: they will not. */
  kind: 'missed' | 'other';
  /** In words. */
  what: string;
};

/**
 * Compares what a run found with what the update declares. An update that breaks nothing must hold. Empty: it was found
 * as it is declared, and nothing beside it.
 */
export function faultsOf(
  { breaks, mayBreak = [] }: Pick<Update, 'breaks' | 'mayBreak'>,
  run: Judged,
): Fault[] {
  if (breaks.length === 0) return healthyFaults(run);
  const declared = new Set(breaks.map(({ invariant }) => invariant));
  const allowed = declared.union(new Set(mayBreak)).union(impliedBy(declared));
  if (!run.broken.some(({ invariant }) => declared.has(invariant)))
    return [missed('it survives: nothing that it declares was found'), ...undeclared(allowed, run)];
  return [
    ...breaks.flatMap(({ invariant, cohort }) => {
      const broken = run.broken.find((other) => other.invariant === invariant);
      if (broken === undefined) return [missed(`${invariant} was not found to be broken`)];
      if (broken.viewers.some((viewer) => hasLevels(viewer, cohort))) return [];
      return [missed(`${invariant} was not found to be broken for ${inWords(cohort)}`)];
    }),
    ...undeclared(allowed, run),
    ...headlineFaults(breaks, run),
  ];
}

/** What breaks along with an invariant. */
const implied: Readonly<Record<string, readonly string[]>> = {
  // Whoever had access once is a stranger since: what strangers are shown, they are shown too.
  'no-foreign-reading': ['no-access-after-revocation'],
  'no-foreign-credentials': ['no-access-after-revocation'],
  'no-foreign-streaming': ['no-access-after-revocation'],
  // A list that holds what is others' moves with what they do.
  'no-foreign-listing': ['no-access-after-revocation', 'undisturbed-view'],
  // Who has signed out, or is not signed in yet, is nobody.
  'no-anonymous-access': ['no-access-after-sign-out', 'second-factor-required'],
};

function impliedBy(declared: ReadonlySet<string>): Set<string> {
  return new Set([...declared].flatMap((invariant) => implied[invariant] ?? []));
}

function healthyFaults({ verdict, broken, reasons }: Judged): Fault[] {
  if (verdict === 'holds') return [];
  const alarms = broken.map(({ invariant }) => other(`${invariant} is said to be broken`));
  if (alarms.length > 0) return alarms;
  return [other(`it is ${verdict}: ${reasons.join('; ') || 'without a reason'}`)];
}

function undeclared(declared: ReadonlySet<string>, { broken }: Judged): Fault[] {
  return broken.flatMap(({ invariant }) =>
    declared.has(invariant) ? [] : [other(`${invariant} is broken, which it does not declare`)],
  );
}

/** The first story of the report must name the kinds of accounts that the update declares for what the story breaks. */
function headlineFaults(breaks: Update['breaks'], { headline }: Judged): Fault[] {
  if (headline === null) return [other('the report has no first story')];
  const told = breaks.filter(({ invariant }) => headline.invariants.includes(invariant));
  // A story of what may be broken besides is one of the same fault.
  const meant = told.length > 0 ? told : breaks;
  const { viewers, owners } = headline;
  const isRight = meant.some(
    (breach) => selectTheSame(viewers, breach.cohort) && selectTheSame(owners, breach.owners ?? {}),
  );
  if (isRight) return [];
  const rules = new Set(meant.map((breach) => ruleInWords(breach.cohort, breach.owners ?? {})));
  const wanted = [...rules].join('; or ') || 'something else';
  return [other(`the report says “${ruleInWords(viewers, owners)}”, not “${wanted}”`)];
}

function ruleInWords(viewers: Cohort, owners: Cohort): string {
  const whose = Object.keys(owners).length > 0 ? `, what is of ${inWords(owners)}` : '';
  return `${inWords(viewers)}${whose}`;
}

/** `region uk, call video`; of a rule without any level: any account. */
export function inWords(cohort: Cohort): string {
  return Object.keys(cohort).length > 0 ? describeCohort(cohort) : 'any account';
}

function missed(what: string): Fault {
  return { kind: 'missed', what };
}

function other(what: string): Fault {
  return { kind: 'other', what };
}
