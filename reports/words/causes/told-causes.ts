import { anonymous } from '../../../harness/domain/accounts/account.ts';
import type { Case } from '../../../harness/domain/verdict/case.ts';
import type { Cause } from '../../../harness/domain/verdict/cause.ts';
import type { ReportInput } from '../../input.ts';
import { enumerate } from '../counting.ts';
import { commonKindWords } from '../names.ts';
import { roleOf } from '../people.ts';
import { shortestSteps, type Steps } from '../violations/steps.ts';
import { stories, type Story } from '../violations/stories.ts';

/** A cause as it is told: with its faults, one a surface and invariant, and its shortest steps. */
export type ToldCause = {
  cause: Cause;
  stories: readonly Story[];
  cases: readonly Case[];
  steps: Steps;
};

/** The causes as verdict.json has them, each with the stories that belong to it. */
export function toldCauses(input: ReportInput): readonly ToldCause[] {
  const all = stories(input);
  return input.verdict.causes.flatMap((cause) => {
    const ids = new Set(cause.violations);
    const those = all.flatMap((story) => {
      const [lead, ...others] = [story.lead, ...story.others].filter(({ violation }) =>
        ids.has(violation.id),
      );
      return lead === undefined ? [] : [{ lead, others }];
    });
    const cases = those.flatMap(({ lead, others }) => [lead, ...others]);
    if (cases.length === 0) return [];
    return [{ cause, stories: those, cases, steps: shortestSteps(input, cases) }];
  });
}

/** Whom a cause concerns: `UK patients who switched to video`, `people not signed in`. */
export function whomItConcerns(input: ReportInput, { cause, cases }: ToldCause): string {
  const roles = new Set(
    cases.flatMap(({ violation, received }) =>
      [violation.viewer.account, ...received.map(({ viewer }) => viewer)].map((id) =>
        roleOf(input, id),
      ),
    ),
  );
  return enumerate(
    [...roles].map((role) =>
      role === anonymous
        ? 'people not signed in'
        : commonKindWords(input, `${role}s`, role === 'patient' ? cause.cohort : {}),
    ),
  );
}
