import type { Case } from '../../harness/domain/verdict/case.ts';
import type { Cause } from '../../harness/domain/verdict/cause.ts';

/** All cases as of one cause. */
export function sampleCause(cases: readonly Case[]): Cause {
  const unique = (values: readonly string[]) => [...new Set(values)];
  return {
    id: 'cause0000001',
    title:
      'patients (region uk, call audio-then-video) receive what is others’, seen after the update only',
    cohort: { region: 'uk', call: 'audio-then-video' },
    rules: [{ viewers: { region: 'uk', call: 'audio-then-video' }, owners: {} }],
    undecided: { viewers: {}, owners: {} },
    sawNothing: 4,
    invariants: unique(cases.map(({ violation }) => violation.invariant)),
    surfaces: unique(cases.map(({ violation }) => violation.surface)),
    violations: cases.map(({ violation }) => violation.id),
  };
}
