import { anonymous } from '../../harness/domain/account.ts';
import type { Case } from '../../harness/domain/case.ts';
import type { ReportInput } from '../input.ts';
import { unlessPlain } from './how-asked.ts';
import { kindWords } from './names.ts';
import { owner, roleOf } from './people.ts';

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
  if (shortest === undefined) return stepsOfLead(input, cases[0]);
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
  const { violation } = item;
  const viewer = violation.viewer.account;
  const who = kindWords(input, roleOf(input, viewer), input.kinds.get(viewer));
  const whose = violation.owner?.account;
  const seen = violation.sighting;
  const isOwn = whose === viewer;
  return {
    people: [],
    steps: [
      viewer === anonymous ? 'Do not sign in' : `Sign in as a ${who}`,
      `Ask for ${violation.surface}${unlessPlain(item)}`,
      seen === null
        ? 'Look at what the answer is'
        : `Look at ${seen.where}: ${isOwn ? 'their own' : `${owner(input, whose ?? null)}’s`} ${seen.what}`,
    ],
    reproduced: null,
    replay: null,
  };
}
