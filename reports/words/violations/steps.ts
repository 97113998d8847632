import { anonymous } from '../../../harness/domain/accounts/account.ts';
import type { Attempt } from '../../../harness/domain/attempts/attempt.ts';
import type { Case } from '../../../harness/domain/verdict/case.ts';
import type { InvariantId } from '../../../harness/domain/verdict/invariant.ts';
import type { Violation } from '../../../harness/domain/verdict/verdict.ts';
import type { ReportInput } from '../../input.ts';
import { withArticle } from '../article.ts';
import { unlessPlain } from './how-asked.ts';
import { kindWords } from '../names.ts';
import { owner, roleOf } from '../people.ts';
import { renewedAfterSignOut, whoseWhat } from './story.ts';

/** How to see a violation again, as a person would do it. */
export type Steps = {
  /** Who takes part, in sentences. */
  people: readonly string[];
  steps: readonly string[];
  /** Whether the sequence leaked again on fresh accounts; null where nobody looked for a shorter one. */
  reproduced: boolean | null;
  /** How to run it again; null where nothing did. */
  replay: string | null;
};

/** Earlier versions and properties number their steps themselves, which the reports do too. */
const numbered = /^\d+\. /;

/** The shortest sequence that any of the cases has, one that leaked again before others; else what the first did. */
export function shortestSteps(input: ReportInput, cases: readonly Case[]): Steps {
  const [shortest] = cases
    .flatMap(({ reproduction }) => reproduction ?? [])
    .toSorted(
      (a, b) => Number(b.reproduced) - Number(a.reproduced) || a.steps.length - b.steps.length,
    );
  if (shortest === undefined) {
    // Where nobody needs to sign in, that is the shortest.
    const open = cases.find(
      (item) => item.violation.viewer.account === anonymous && unlessPlain(item) === '',
    );
    return stepsOfLead(input, open ?? cases[0]);
  }
  const isNumbered = shortest.steps.some((step) => numbered.test(step));
  const people = isNumbered ? shortest.steps.filter((step) => !numbered.test(step)) : [];
  const steps = isNumbered ? shortest.steps.filter((step) => numbered.test(step)) : shortest.steps;
  return {
    people,
    steps: steps.map((step) => step.replace(numbered, '')),
    reproduced: shortest.reproduced,
    replay: shortest.replay,
  };
}

function stepsOfLead(input: ReportInput, item: Case | undefined): Steps {
  if (item === undefined) return { people: [], steps: [], reproduced: null, replay: null };
  const { lead, violation } = item;
  const viewer = violation.viewer.account;
  const who = kindWords(input, roleOf(input, viewer), input.kinds.get(viewer));
  const signIn = viewer === anonymous ? 'Do not sign in' : `Sign in as ${withArticle(who)}`;
  const ask = `Ask for ${violation.surface}${unlessPlain(item)}`;
  return {
    people: [],
    steps: [...upToAsking(signIn, ask, lead.attempt, violation), whatToLookAt(input, item)],
    reproduced: null,
    replay: null,
  };
}

/** What ended before somebody asked is what makes it a fault. */
function upToAsking(
  signIn: string,
  ask: string,
  { sessionState, variant, probe }: Attempt,
  { invariant }: Violation,
): string[] {
  const ended: InvariantId = 'no-access-after-revocation';
  if (sessionState === 'wrong-password')
    return [`${signIn}, with a wrong password`, `${ask}, with the session that there is`];
  if (sessionState === 'no-second-factor')
    return [`${signIn}, without the second factor`, `${ask}, with the session that there is`];
  if (sessionState === 'signed-out' && variant === 'kept')
    return [signIn, ask, 'Sign out, and keep the connection open'];
  if (sessionState === 'signed-out' && probe === renewedAfterSignOut)
    return [
      signIn,
      'Sign out, and keep the session (its cookie or token)',
      'Renew that session',
      `${ask}, with the renewed session`,
    ];
  if (sessionState === 'signed-out')
    return [
      signIn,
      'Sign out, and keep the session (its cookie or token)',
      `${ask}, with the session that was signed out`,
    ];
  return invariant === ended
    ? [signIn, 'Wait until the right to it has ended', ask]
    : [signIn, ask];
}

function whatToLookAt(input: ReportInput, { violation }: Case): string {
  const { sighting, owner: of, viewer } = violation;
  if (sighting === null) return 'Look at what the answer is';
  const isOwn = of !== null && of.account === viewer.account;
  const what = isOwn
    ? `their own ${sighting.what}`
    : whoseWhat(owner(input, of?.account ?? null), sighting.what);
  return `Look at ${sighting.where}: ${what}`;
}
