import { writeToken } from '../../../canaries/token.ts';
import type { Sighting } from '../../../domain/attempts/sighting.ts';
import { accountId } from '../../../domain/accounts/account.ts';
import { createInspecting } from '../../../exercise/scan/inspect.ts';
import type { Inspecting } from '../../../exercise/scan/inspect.ts';
import { must } from './target.ts';

/** The run whose tokens the corpora hold. */
export const run = 77;
/** The viewer, an account whose data the corpora hold too, and one whose data is nowhere. */
export const [viewer, other] = [1, 2];
const absent = 3;

/** A token of an account. */
const tokenOf = (account: number, field = 1): string => writeToken({ run, account, field });

/** The tokens that the corpora hold. */
export const [own, foreign] = [tokenOf(viewer), tokenOf(other)];
/** Ids that the corpora hold: long enough to count anywhere. */
export const ids = { [viewer]: 'rec_5d41402abc4b2a76', [other]: 'rec_9f86d081884c7d65' };

/** A scanner that also knows ids, credentials and unique values of all three accounts. */
function inspectingAll(): Inspecting {
  const made = createInspecting();
  const { known } = made;
  known.addId(accountId(viewer), 't1', 'recording', ids[viewer] ?? '');
  known.addId(accountId(other), 't2', 'recording', ids[other] ?? '');
  known.addId(accountId(viewer), 't1', 'visit', '1041');
  known.addId(accountId(absent), 't3', 'recording', 'rec_3c59dc048e885024');
  known.addId(accountId(absent), 't3', 'visit', '8357311');
  known.addCredential(accountId(absent), 'cookie sid', 'sessionb6d767d2f8ed5d21a44b0e58');
  known.addUnique(accountId(absent), 'phone', '+447700900357');
  return made;
}

/** Knows what the three accounts hold. */
export const inspecting = inspectingAll();

/** A sign of whatever kind, with the account it names. */
type Seen = Pick<Sighting, 'kind'> &
  ({ token: { run: number; account: number } } | { account: string });

/** Fails where something is seen of an account whose data no corpus holds. Damaged tokens of other runs may occur. */
export function mustNotAccuse(seen: readonly Seen[]): void {
  for (const sign of seen) {
    const account =
      'account' in sign
        ? sign.account
        : sign.token.run === run
          ? accountId(sign.token.account)
          : null;
    const isThere = account === null || [viewer, other].map(accountId).includes(account);
    must(isThere, `a ${sign.kind} of ${account} is seen, whose data is nowhere in the input`);
  }
}

/** Accounts whose token stands in the input, letter by letter. */
export function tokensIn(input: Buffer): number[] {
  const text = input.toString('latin1').toLowerCase();
  return [viewer, other].filter((account) => text.includes(tokenOf(account)));
}
