import { anonymous, hasLevels } from '../../harness/domain/account.ts';
import type { AccountId, Cohort } from '../../harness/domain/account.ts';
import type { ReportInput } from '../input.ts';
import { cohortWords } from './cohort.ts';
import { count, enumerate, number } from './counting.ts';
import { person } from './people.ts';
import { releases } from './release.ts';
import { wasTriedBefore } from './tried.ts';
import { whoSawWhose } from './seen.ts';

/** Factor levels that all of these cohorts have and that tell them from anybody else. */
export function sharedLevels(affected: readonly Cohort[], everybody: readonly Cohort[]): Cohort {
  const [first, ...rest] = affected;
  const shared = Object.entries(first ?? {}).filter(
    ([factor, level]) =>
      rest.every((cohort) => cohort[factor] === level) &&
      everybody.some((cohort) => cohort[factor] !== level),
  );
  return Object.fromEntries(shared);
}

/**
 * What the patients who saw something have in common, by what they are and did, and who else has it and looked at the
 * same surfaces; empty where nothing is.
 */
function inCommon(input: ReportInput, affected: ReadonlySet<AccountId>): string {
  const patients = [...input.kinds].filter(
    ([id]) => input.ledger.accounts.get(id)?.role === 'patient',
  );
  const those = patients.filter(([id]) => affected.has(id));
  const [cause, ...more] = input.verdict.causes;
  const shared =
    cause !== undefined && more.length === 0 && Object.keys(cause.cohort).length > 0
      ? cause.cohort
      : sharedLevels(
          those.map(([, cohort]) => cohort),
          patients.map(([, cohort]) => cohort),
        );
  if (Object.keys(shared).length === 0) return '';
  const surfaces = new Set(whoSawWhose(input).map(({ surface }) => surface));
  const looked = new Set(
    input.tried
      .filter(({ surface }) => surfaces.has(surface))
      .flatMap(({ viewers }) => [...viewers.keys()]),
  );
  const alike = patients.filter(
    ([id, cohort]) => hasLevels(cohort, shared) && looked.has(id) && !affected.has(id),
  ).length;
  const mixed = those.length < affected.size;
  const they = mixed ? 'the patients among them' : 'they';
  const it = mixed ? 'patient' : 'account';
  const who = those.length === 1 ? `The ${it}’s kind` : `What ${they} have in common`;
  const others =
    alike === 0
      ? 'No other account of that kind looked'
      : `${count(alike, 'other account')} of that kind looked, and saw nothing of others’`;
  return `${who}: ${cohortWords(shared)}. ${others}.`;
}

function joined(parts: readonly string[]): string {
  return enumerate(parts.filter((part) => part !== ''));
}

/** One to three sentences under the headline: how many, whose, where, and what they have in common. */
export function impact(input: ReportInput): readonly string[] {
  const seen = whoSawWhose(input);
  if (seen.length === 0) return [];
  const viewers = new Set(seen.map(({ viewer }) => viewer));
  const owners = new Set(seen.map(({ owner }) => owner));
  const surfaces = new Set(seen.map(({ surface }) => surface));
  const accounts = viewers.size - (viewers.has(anonymous) ? 1 : 0);
  const known = owners.size - (owners.has(null) ? 1 : 0);
  const total = number(input.verdict.coverage.accounts);
  const who = [
    accounts > 0 ? `${number(accounts)} of ${total} accounts` : '',
    viewers.has(anonymous) ? 'somebody not signed in' : '',
  ];
  const whose = [
    known > 0 ? `of ${count(known, 'other account')}${named(input, owners)}` : '',
    owners.has(null) ? 'of people unknown to this run' : '',
  ];
  const first = `${joined(who)} received data ${joined(whose)}, on ${count(surfaces.size, 'surface')}.`;
  return [first, ofStaff(input, owners), inCommon(input, viewers), origin(input)].filter(
    (text) => text !== '',
  );
}

/** So many accounts are named: of more, the table in the report tells. */
const mostNamed = 3;

function named(input: ReportInput, owners: ReadonlySet<AccountId | null>): string {
  const known = [...owners].filter((id) => id !== null);
  if (known.length === 0 || known.length > mostNamed) return '';
  const inOrder = known.toSorted((left, right) =>
    left.localeCompare(right, 'en', { numeric: true }),
  );
  return `, ${enumerate(inOrder.map((id) => person(input, id)))}`;
}

/** What clinicians are called is often public; a definition that does not say so raises this alarm first. */
function ofStaff(input: ReportInput, owners: ReadonlySet<AccountId | null>): string {
  const roles = new Set([...owners].map((id) => input.ledger.accounts.get(id ?? '')?.role));
  if (roles.has('patient') || roles.has(undefined)) return '';
  return `All of them are staff (${enumerate([...roles].filter((role) => role !== undefined))}): if people are meant to see that, say so in the definition’s maySee.`;
}

/** Whether it came with the update; silent where the surfaces were not all tried before it. */
function origin(input: ReportInput): string {
  const { violations } = input.verdict;
  if (violations.some(({ phase }) => phase === 'before-update')) return '';
  if (!violations.every(({ surface }) => wasTriedBefore(input, surface))) return '';
  return `None of it was seen before the update${releases(input)}.`;
}
