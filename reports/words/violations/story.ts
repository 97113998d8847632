import { anonymous } from '../../../harness/domain/accounts/account.ts';
import type { Case } from '../../../harness/domain/verdict/case.ts';
import { isEndedVariant } from '../../../harness/domain/surfaces/link-variant.ts';
import type { ReportInput } from '../../input.ts';
import { count, number } from '../counting.ts';
import { owner, person, personAgain } from '../people.ts';
import { releases } from '../release.ts';
import type { Story } from './stories.ts';
import { dateAndTime } from '../time.ts';
import { wasTriedBefore } from '../coverage/tried.ts';
import { whatSurfacesGive } from './what.ts';

/** A violation as a sentence: who saw whose what. */
export function storyTitle(input: ReportInput, item: Case): string {
  const { kind, viewer, owner: of, sighting, surface, invariant } = item.violation;
  const who = person(input, viewer.account);
  const given = whatSurfacesGive(input, new Set([surface]));
  const what = sighting?.what ?? given;
  const whose = owner(input, of?.account ?? null);
  const state = item.lead.attempt.sessionState;
  switch (kind) {
    case 'leak':
      if (isRow(item)) return `${who} received ${what}`;
      if (of === null || of.account !== viewer.account)
        return `${who} received ${whoseWhat(whose, what)}`;
      if (state === 'signed-out')
        return `${who}’s ${what} still came after sign-out${wasRenewed(item) ? ', by renewing the session' : ''}`;
      if (state === 'no-second-factor') return `${who}’s ${what} came without the second factor`;
      if (state === 'wrong-password') return `${who}’s ${what} came to a wrong password`;
      return `${who}’s ${what} came without a right to it`;
    case 'exposure':
      return `${who} was handed ${whoseWhat(whose, what)}`;
    case 'tamper':
      return `${who} changed ${whose}’s ${what}`;
    case 'lockout':
      return `${who} did not get their own ${given}`;
    case 'disturbance':
      return `What others did changed the ${given} that ${who} sees`;
    case 'weakness': {
      const title = input.invariants.find(({ id }) => id === invariant)?.title ?? invariant;
      return `Not so for ${who}: ${title}`;
    }
  }
}

/** `a7’s name`; what says itself what it is (`a token of nobody …`) stands without an owner. */
export function whoseWhat(whose: string, what: string): string {
  return /^an? /.test(what) ? what : `${whose}’s ${what}`;
}

/** Whether it is a row of nobody known, which is told as that and has no owner to name. */
function isRow({ violation, lead }: Case): boolean {
  return violation.owner === null && lead.item !== null && lead.recorded === null;
}

/** ` and 11 more like it`, of a story with others; empty of one without. */
export function andOthers({ others }: Story): string {
  return others.length > 0 ? ` and ${number(others.length)} more like it` : '';
}

/** Since when, as far as the run can tell. */
export function since(input: ReportInput, { violation }: Case): string {
  if (!violation.phases.includes('after-update')) return 'before the update only';
  if (!input.plan.update.expected) return 'no update took place in this run';
  const name = input.plan.update.name === null ? '' : ` ${input.plan.update.name}`;
  const update = `the update${name}${releases(input)}`;
  if (violation.phases.includes('before-update')) return `before and after ${update}`;
  const seenBefore = input.verdict.violations.some(
    ({ phases, invariant, surface }) =>
      phases.includes('before-update') &&
      invariant === violation.invariant &&
      surface === violation.surface,
  );
  if (seenBefore) return `after ${update}; for other accounts already before it`;
  return wasTriedBefore(input, violation.surface)
    ? `since ${update}; not seen before it`
    : `after ${update}; this surface was not tried before it`;
}

/** How often, and when first. */
export function howOften({ violation, attempts }: Case): string {
  const times = attempts.map(({ answeredAt }) => answeredAt);
  const first = times.length > 0 ? `, first on ${dateAndTime(Math.min(...times))}` : '';
  return `${count(violation.count, 'time')}${first}`;
}

/** What proves it, for where the story's title stands above: the kind of sign, and the sign itself where it is not secret. */
export function evidence(input: ReportInput, item: Case): { words: string; text: string | null } {
  const { recorded } = item.lead;
  const whose = personAgain(input, item.violation.owner?.account ?? null);
  switch (recorded?.kind) {
    case 'token':
      return { words: `${whose}’s canary token`, text: input.tokenText(recorded.token) };
    case 'frame':
      return {
        words: `a frame of ${whose}’s video, with the canary token`,
        text: input.tokenText(recorded.token),
      };
    case 'id':
      return { words: `${whose}’s id “${recorded.name}”, given by the server`, text: null };
    case 'credential':
      return { words: `${whose}’s credential “${recorded.name}” (not kept)`, text: null };
    case 'unique':
      return { words: `${whose}’s ${recorded.field}, which nobody else has`, text: null };
    case undefined:
      return item.violation.owner === null
        ? { words: 'an item that this run cannot attribute to the viewer', text: null }
        : { words: 'what the answer was or was not, by comparison with the owner’s', text: null };
  }
}

/** The viewer's session in words. */
export function sessionWords(item: Case): string {
  return stateWords(item) + endWords(item);
}

/** What had ended of what the viewer asked by: nothing, mostly. */
function endWords({ violation, lead }: Case): string {
  if (isEndedVariant(lead.attempt.variant)) return ', by a link that had ended';
  const isOver = violation.invariant === 'no-access-after-revocation';
  return isOver ? ', after the right to it had ended' : '';
}

/** The probe that renews sessions after sign-out. */
export const renewedAfterSignOut = 'renewed-after-sign-out';

/** Whether a session was renewed after it had been signed out, by the probe of that name. */
function wasRenewed({ lead }: Pick<Case, 'lead'>): boolean {
  return lead.attempt.probe === renewedAfterSignOut;
}

function stateWords({ lead }: Case): string {
  const { viewer, sessionState: state, lent } = lead.attempt;
  if (lent === true) return 'without a session, by the signature of a link of their own';
  if (viewer === anonymous || state === 'none') return 'without a session';
  if (state === 'signed-out')
    return `with a session that ${wasRenewed({ lead }) ? 'was renewed after it had' : 'had'} been signed out`;
  if (state === 'no-second-factor') return 'with a session that lacks its second factor';
  if (state === 'wrong-password') return 'signed in with a wrong password';
  return 'signed in';
}
