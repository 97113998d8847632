import { anonymous } from '../../harness/domain/accounts/account.ts';
import type { InvariantId } from '../../harness/domain/verdict/invariant.ts';
import { isForgedOfOwn } from '../../harness/domain/surfaces/link-variant.ts';
import {
  type Violation,
  type ViolationKind,
  violationKinds,
} from '../../harness/domain/verdict/verdict.ts';
import type { ReportInput } from '../input.ts';
import { findingsSeen } from './accepted.ts';
import { count } from './counting.ts';
import { roleOf } from './people.ts';
import { whatSurfacesGive } from './violations/what.ts';

/** The verdict in words, for somebody who has ten seconds. */
export type Headline = { words: string; advice: string };

/** What viewers had a right to once. */
const revocation: InvariantId = 'no-access-after-revocation';

function isOwn({ owner, viewer }: Violation): boolean {
  return owner !== null && owner.account === viewer.account;
}

/** What happened to whom, as the end of a sentence that begins with `This release`. */
function deed(input: ReportInput, kind: ViolationKind, violations: readonly Violation[]): string {
  const broken = input.invariants.find(({ id }) => id === violations[0]?.invariant);
  const breaks = `breaks a rule: ${broken?.title ?? violations[0]?.invariant ?? kind}`;
  const surfaces = new Set(violations.map(({ surface }) => surface));
  const what = whatSurfacesGive(input, surfaces);
  const viewers = new Set(violations.map(({ viewer }) => roleOf(input, viewer.account)));
  if (kind === 'lockout') return `keeps people from their own ${what}`;
  if (kind === 'tamper') return 'lets people change other people’s data';
  if (kind === 'exposure') return 'hands out other people’s credentials';
  if (kind !== 'leak' || violations.every(isOwn)) return breaks;
  const hasEnded = violations.every(({ invariant }) => invariant === revocation);
  if (viewers.has(anonymous))
    return `shows patients’ ${what} to people who are not signed in${hasEnded ? ', by links that had ended' : ''}`;
  const how = hasEnded
    ? ', after the right to that had ended'
    : violations.every(({ variant }) => isForgedOfOwn(variant))
      ? ', by links that were put together from links of their own'
      : '';
  if (viewers.has('patient')) return `shows patients other patients’ ${what}${how}`;
  return `shows staff ${what} that are not theirs to see${how}`;
}

const seenOnBoth =
  'This was seen before and after the update, which neither brought nor mended it.';

function violatedHeadline(input: ReportInput): Headline {
  const all = input.verdict.violations;
  // Where a run shows several kinds of things, the gravest is said.
  const rank = (violation: Violation) =>
    violationKinds.indexOf(violation.kind) + (isOwn(violation) ? violationKinds.length : 0);
  const worstRank = Math.min(...all.map(rank));
  const worst = all.filter((violation) => rank(violation) === worstRank);
  const words = deed(input, worst[0]?.kind ?? 'leak', worst);
  const before = new Set(
    all.filter(({ phases }) => phases.includes('before-update')).map(({ finding }) => finding),
  );
  if (all.length > 0 && !all.some(({ phases }) => phases.includes('after-update'))) {
    const advice = 'This was seen before the update only: the update did not bring it.';
    return { words: `The release before the update ${words}.`, advice };
  }
  if (all.length > 0 && all.every(({ finding }) => before.has(finding))) {
    const advice = `Do not ship. ${seenOnBoth}`;
    return { words: `This release ${words}.`, advice };
  }
  return { words: `This release ${words}.`, advice: 'Do not ship.' };
}

function holdsWords(input: ReportInput): string {
  const seen = findingsSeen(input);
  if (seen === 0) return 'Nobody saw anyone else’s data in what was checked.';
  return `But for ${count(seen, 'accepted finding')}, nobody saw anyone else’s data in what was checked.`;
}

/** The verdict in words. */
export function headline(input: ReportInput): Headline {
  switch (input.verdict.verdict) {
    case 'violated':
      return violatedHeadline(input);
    case 'holds':
      return { words: holdsWords(input), advice: '' };
    case 'inconclusive':
      return {
        words: 'This run can’t say whether people see only their own data.',
        advice: 'Do not take it for a pass.',
      };
  }
}
