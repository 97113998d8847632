import { anonymous } from '../../../harness/domain/accounts/account.ts';
import type { AccountId } from '../../../harness/domain/accounts/account.ts';
import type { ReportInput } from '../../input.ts';
import { count, enumerate, number } from '../counting.ts';
import { type InCommon, nothingInCommon, ownersInCommon, viewersInCommon } from './in-common.ts';
import { person } from '../people.ts';
import { releases } from '../release.ts';
import { wasTriedBefore } from '../coverage/tried.ts';
import { whoSawWhose } from '../violations/seen.ts';

/** What viewers and owners have in common by the first cause: others are told with theirs. */
function inCommon(input: ReportInput): readonly string[] {
  const [cause, ...more] = input.verdict.causes;
  if (cause === undefined) return [];
  const by = more.length > 0 ? ' by the first cause' : '';
  const viewers = viewersInCommon(input, cause);
  const owners = ownersInCommon(input, cause);
  return [
    ...(viewers === null ? [] : [viewerWords(viewers, by)]),
    ...(viewers?.open ?? nothingInCommon(input, cause)).map((sentence) => `${sentence}.`),
    ...(owners === null ? [] : [`What all whose data came${by} have in common: ${owners}.`]),
  ];
}

function viewerWords({ patients, isMixed, kind, others }: InCommon, by: string): string {
  const they = isMixed ? 'the patients among them' : 'they';
  const it = isMixed ? 'patient' : 'account';
  const who = patients === 1 ? `The ${it}’s kind${by}` : `What ${they} have in common${by}`;
  return `${who}: ${kind}.${others === '' ? '' : ` ${others}.`}`;
}

function joined(parts: readonly string[]): string {
  return enumerate(parts.filter((part) => part !== ''));
}

/** A few sentences under the headline: how many, whose, where, and what they have in common. */
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
  return [first, ofStaff(input, owners), ...inCommon(input), origin(input)].filter(
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
