import { describeCohort, anonymous } from '../../domain/accounts/account.ts';
import type { Party, Violation } from '../../domain/verdict/verdict.ts';
import { count } from '../../../reports/words/counting.ts';
import { cli } from '../../run/parts/command-of.ts';
import type { RecheckedRun } from '../../run/recheck/recheck-run.ts';

/** Most places at which something is still seen that are told. */
const mostTold = 5;

/** What a recheck came to, for standard output, and beside it how it was done. */
export function recheckInWords(rechecked: RecheckedRun): { result: string[]; notes: string[] } {
  const { violation, accounts, attempts, milliseconds, where, left, folder } = rechecked;
  const about = `${violation.invariant} on ${violation.surface} (violation ${violation.id})`;
  const notes = [
    `${where}: ${count(accounts, 'account')} made anew, ${count(attempts, 'attempt')}, ${(milliseconds / 1000).toFixed(1)} s. Viewer: ${party(violation.viewer)}; owner: ${violation.owner === null ? 'unknown' : party(violation.owner)}.`,
    ...(rechecked.embedded || accounts === 0
      ? []
      : ['All of it was made on what runs now, whichever side of the update the cohort names.']),
    ...(left.length === 0
      ? []
      : [
          `Left on the deployment: ${left.map(({ id, why }) => `${id} (${why})`).join(', ')}. To remove it: ${cli} clean ${folder}`,
        ]),
  ];
  return { result: resultOf(rechecked, about), notes };
}

function resultOf(rechecked: RecheckedRun, about: string): string[] {
  if (rechecked.came === 'gone') return [`gone: ${about}`];
  if (rechecked.came === 'could not look')
    return [
      `could not look: ${about}: ${rechecked.why}`,
      ...(rechecked.seedFirst
        ? ['  To look: on the release before the update, the following; then what it names.']
        : []),
      `  ${rechecked.seedFirst ? '' : 'To look: '}${rechecked.command}`,
    ];
  const { seen, violation } = rechecked;
  const more = seen.length - mostTold;
  return [
    `still there: ${about}`,
    ...(seen.some(({ invariant }) => invariant === violation.invariant)
      ? []
      : ['  The violation itself was not seen again, but its surface is violated in another way:']),
    ...seen.slice(0, mostTold).map(line),
    ...(more > 0 ? [`  and ${count(more, 'more place')}`] : []),
  ];
}

function line({ invariant, sighting, count: times, traces }: Violation): string {
  const what =
    sighting === null ? 'the answer as a whole' : `${sighting.what} at ${sighting.where}`;
  const [trace] = traces;
  return `  ${invariant}: ${what}, ${count(times, 'time')}${trace === undefined ? '' : `, trace id ${trace}`}`;
}

function party({ account, cohort, role }: Party): string {
  if (account === anonymous) return 'nobody who is signed in';
  return Object.keys(cohort).length === 0 ? (role ?? 'staff') : describeCohort(cohort);
}
