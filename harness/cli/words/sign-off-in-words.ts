import { oneLine } from '../../../reports/escape.ts';
import type { SignOff } from '../../signing/statement.ts';
import { subjectText } from '../../signing/subject.ts';
import { atMost } from './comparison-in-words.ts';

/** Why signing could not check the seals; `verify` does before it gives its verdict. */
const noSeals =
  'not checked when it was signed, as their key goes with the run’s secrets, which a run that holds removes (that verify checked them before is recorded nowhere)';

/** What a sign-off says, in lines for a terminal: nothing in it moves the cursor, whoever wrote it. */
export function signOffInWords(signOff: SignOff): string[] {
  const { run, subjects, by, signedAt, despite, accept, files, sealsChecked } = signOff;
  const risk = run.residualRisk;
  return [
    `Release ${run.release ?? 'unknown'} of ${run.deployment}${run.url === null ? '' : ` at ${run.url}`} (before: ${run.releaseBefore ?? 'unknown'})`,
    ...(run.sameRelease === null
      ? []
      : [`  update     leaves the release as it is, and changes this: ${run.sameRelease}`]),
    ...subjects.map((subject) => `  artefact   ${subjectText(subject)}`),
    `  signed     by ${by}, at ${signedAt}`,
    `  run        ${run.name}, from ${run.startedAt} to ${run.endedAt}, seed ${run.seed}`,
    `  verdict    ${run.verdict}${despite === null ? '' : ', and signed despite what is said below'}`,
    `  invariants ${counts(signOff)}`,
    `  looked at  ${run.parts.join(', ')} in scope ${run.scope}, with ${run.accounts} accounts, factors combined by ${run.strength}`,
    ...run.limits.map((limit) => `  limit      ${limit}`),
    ...(risk === null
      ? []
      : [
          `  risk       ${atMost(risk.upper95)} of accounts are affected (95 %), if spread at random`,
        ]),
    `  admitted   ${accept.entries === 0 ? 'nothing' : `${accept.entries} entries of accept, which its verdict.json names`}`,
    `  files      ${files.length}, by SHA-256; the seals of the history were ${sealsChecked ? 'checked' : noSeals}`,
    ...(despite === null
      ? []
      : [`  despite    ${despite.against.join('; ')}`, `  reason     ${despite.reason}`]),
  ].map(oneLine);
}

function counts({ holds, admitted, failed, inapplicable }: SignOff): string {
  const some = (ids: readonly string[], what: string) =>
    ids.length === 0 ? [] : [`${what}: ${ids.join(', ')}`];
  return [
    `${holds.length} hold`,
    ...some(admitted, 'hold by what is admitted'),
    ...some(failed, 'do not hold'),
    ...some(inapplicable, 'do not apply'),
  ].join('; ');
}
