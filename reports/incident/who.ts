import { anonymous } from '../../harness/domain/accounts/account.ts';
import type { AccountId } from '../../harness/domain/accounts/account.ts';
import type { Case } from '../../harness/domain/verdict/case.ts';
import type { Cause } from '../../harness/domain/verdict/cause.ts';
import type { ReportInput } from '../input.ts';
import { causeInALine, whoSawNothing } from '../words/causes/cause-in-short.ts';
import { count, number, semicolons } from '../words/counting.ts';
import { ownersInCommon, viewersInCommon } from '../words/causes/in-common.ts';
import { roleOf } from '../words/people.ts';
import { toldCauses, type ToldCause } from '../words/causes/told-causes.ts';
import { listed } from './listed.ts';
import { type Line, limited, type Section } from './section.ts';

/** Whom a run's violations concern. Null: somebody whom the run does not know. */
export type Concerned = {
  /** Who received, changed or was shown what they should not have been; who was kept from their own. */
  viewers: ReadonlySet<AccountId>;
  owners: ReadonlySet<AccountId | null>;
};

/** All that the cases concern, those by way of what was received among them. */
export function concernedBy(cases: readonly Case[]): Concerned {
  const viewers = cases.flatMap(({ violation, received }) => [
    violation.viewer.account,
    ...received.map(({ viewer }) => viewer),
  ]);
  const owners = cases.flatMap(({ violation, received }) => [
    ...ownerOf(violation),
    ...received.flatMap((one) => one.owners),
  ]);
  return { viewers: new Set(viewers), owners: new Set(owners) };
}

/** A lockout, a disturbance or a weakness without an owner is about the viewer's own. */
function ownerOf({ owner, viewer, kind }: Case['violation']): (AccountId | null)[] {
  if (owner !== null) return [owner.account];
  if (kind === 'leak' || kind === 'exposure' || kind === 'tamper') return [null];
  return viewer.account === anonymous ? [] : [viewer.account];
}

/** Which kinds of accounts: whose data it was, and who got it. */
export function kindsOfAccounts(input: ReportInput): Section {
  const { viewers, owners } = concernedBy(input.cases);
  const known = [...owners].filter((id) => id !== null);
  const causes = toldCauses(input);
  return {
    title: 'Categories of data subjects affected',
    article: '33(3)(a): the categories of data subjects',
    lines: [
      [
        `Whose it was: ${inWords(input, known, ownersOfCause)}${owners.has(null) ? `${known.length > 0 ? '; and' : ''} somebody whom the run did not make, possibly a real person` : ''}.`,
      ],
      [`Who could do it or received it: ${inWords(input, [...viewers], viewersOfCause)}.`],
    ],
    items: causes.length < 2 ? [] : limited(causes.map((told) => byCause(input, told))),
  };
}

/** A cause, with those of its kind who saw nothing. */
function byCause(input: ReportInput, told: ToldCause): Line {
  const nothing = whoSawNothing(input, told);
  return [`${causeInALine(input, told)}.${nothing === '' ? '' : ` ${nothing}.`}`];
}

/** How many people: of real ones a run knows nothing. */
export function numberOfPeople(input: ReportInput): Section {
  const { owners } = concernedBy(input.cases);
  const unknown = input.verdict.violations.filter(
    ({ owner, kind }) => owner === null && kind === 'leak',
  ).length;
  return {
    title: 'How many data subjects could be affected?',
    article: '33(3)(a): the approximate number of data subjects',
    lines: [
      [
        `Not known. The accounts of the run are synthetic: ${number([...owners].filter((id) => id !== null).length)} of ${count(input.verdict.coverage.accounts, 'account')} had something of theirs affected, which is no share of real people.`,
      ],
      ...(unknown === 0
        ? []
        : [
            [
              `${count(unknown, 'violation')} showed something of an owner whom the run does not know: that may be a real person’s.`,
            ],
          ]),
    ],
  };
}

/** `4 synthetic accounts of the kind “patient” (all of them: region uk) and somebody not signed in`. */
function inWords(
  input: ReportInput,
  accounts: readonly AccountId[],
  ofCause: (input: ReportInput, cause: Cause) => string | null,
): string {
  const byRole = Map.groupBy(accounts, (id) => roleOf(input, id));
  const [cause, ...more] = input.verdict.causes;
  const kind = cause === undefined || more.length > 0 ? null : ofCause(input, cause);
  const ofPatients = more.length > 0 ? 'by cause: see below' : (kind ?? 'of several kinds');
  const groups = [...byRole].map(([role, ids]) =>
    role === anonymous
      ? 'somebody not signed in'
      : `${count(ids.length, 'synthetic account')} of the kind “${role}”${role === 'patient' ? ` (${ofPatients})` : ''}`,
  );
  return listed(groups);
}

function ownersOfCause(input: ReportInput, cause: Cause): string | null {
  const kind = ownersInCommon(input, cause);
  return kind === null ? null : `all of them: ${kind}`;
}

function viewersOfCause(input: ReportInput, cause: Cause): string | null {
  const common = viewersInCommon(input, cause);
  if (common === null) return null;
  const others = common.others.replace(/^No/, 'no');
  return semicolons(`all of them: ${common.kind}`, others);
}
