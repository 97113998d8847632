import type { Case } from '../../../harness/domain/verdict/case.ts';
import { isAboutOwn } from '../../../harness/domain/ledger/deed.ts';
import { severities } from '../../../harness/domain/verdict/invariant.ts';
import type { ReportInput } from '../../input.ts';
import { unlessPlain } from './how-asked.ts';

/** Cases that are one fault to a reader: the same invariant broken in the same way on the same surface. */
export type Story = {
  /** The case that is told: with a reproduction, where one has it. */
  lead: Case;
  others: readonly Case[];
};

/** More cases than these are neither told nor scripted; verdict.json lists all. */
export const caseLimit = 100;

/** Whether it is of somebody known; where it is about what was the viewer's own, of the viewer. */
function namesWhose({ violation }: Case): boolean {
  const { owner, viewer } = violation;
  return isAboutOwn(violation) ? owner?.account === viewer.account : owner !== null;
}

/**
 * What tells a story best, the least first: what could be repeated; then what is of somebody known, a text or a picture
 * before a bare id, what was asked for plainly, and what stands where a person finds it.
 */
function telling(item: Case): number {
  const { reproduction, lead, violation } = item;
  if (reproduction?.reproduced === true) return 0;
  const { sighting } = violation;
  const kind = lead.recorded?.kind;
  const isShowing = kind === 'token' || kind === 'frame';
  const isPlain = unlessPlain(item) === '';
  const isPlace = sighting?.encoding === 'plain' && sighting.where.startsWith('$');
  return [namesWhose(item), isShowing, isPlain, isPlace].reduce(
    (sum, isGood) => 2 * sum + (isGood ? 0 : 1),
    1,
  );
}

/** The cases as stories: the gravest first, then those with most cases. */
export function stories(input: ReportInput): readonly Story[] {
  const gravity = new Map(
    input.invariants.map(({ id, severity }) => [id, severities.indexOf(severity)]),
  );
  const rank = ({ lead }: Story) => gravity.get(lead.violation.invariant) ?? severities.length;
  // A story that cannot name whose it was comes after those that can.
  const reach = ({ lead }: Story) => Number(!namesWhose(lead));
  const groups = Map.groupBy(input.cases, ({ violation }) =>
    JSON.stringify([violation.invariant, violation.kind, violation.surface]),
  );
  return [...groups.values()]
    .flatMap((cases): Story[] => {
      const [lead, ...others] = cases.toSorted((a, b) => telling(a) - telling(b));
      return lead === undefined ? [] : [{ lead, others }];
    })
    .toSorted(
      (a, b) => rank(a) - rank(b) || reach(a) - reach(b) || b.others.length - a.others.length,
    );
}

/** The cases that get a script: every story's lead before any of the others. */
export function scriptedCases(input: ReportInput): readonly Case[] {
  const all = stories(input);
  return [...all.map(({ lead }) => lead), ...all.flatMap(({ others }) => others)].slice(
    0,
    caseLimit,
  );
}
