import { carriersOf, companiesOf, isSendable, openSenders } from '../../http/carriers.ts';
import { secretsOf } from '../../http/session-credentials.ts';
import type { CredentialStore } from '../../http/session-credentials.ts';
import type { Carrier, Company } from '../../state/attempt-request.ts';
import type { Holder } from '../../state/holdings.ts';
import type { RunIdentity } from '../../state/run-identity.ts';
import type { FreshStore, SeenValue } from './fresh-store.ts';

/**
 * The values at one place of a surface's answers, the places in which sessions carry their credentials, and what they
 * send beside these.
 */
export type FreshPlace = {
  place: string;
  values: readonly SeenValue[];
  carriers: readonly Carrier[];
  companies: readonly Company[];
};

/**
 * The values that differ between accounts at the same place, so that they may be credentials of accounts. Left out is what
 * sessions hold themselves. Before the update, also what only accounts were given whose session must survive it, because
 * to try a value may end a session. What several accounts were given comes first.
 */
export function freshValuesOf({
  fresh,
  holdings,
  sessionCredentials,
  phase,
}: FreshStore &
  Pick<Holder, 'holdings'> &
  CredentialStore &
  Pick<RunIdentity, 'phase'>): FreshPlace[] {
  const held = new Set(
    [...sessionCredentials.values()].flatMap((one) => secretsOf(one).map(({ value }) => value)),
  );
  const senders = openSenders({ holdings, sessionCredentials });
  const [carriers, companies] = [carriersOf(senders), companiesOf(senders)];
  return [...fresh].flatMap(([place, seen]): FreshPlace[] => {
    const viewers = new Set([...seen.values()].flatMap(({ holders }) => [...holders.keys()]));
    if (seen.size < 2 || viewers.size < 2) return [];
    const values = [...seen.values()].filter(
      ({ value, holders }) =>
        isSendable(value) &&
        !held.has(value) &&
        (phase === 'after-update' ||
          [...holders.values()].every(({ session }) => maySignInAgain(session.account.cohort))),
    );
    return [
      {
        place,
        carriers,
        companies,
        values: values.toSorted((a, b) => b.holders.size - a.holders.size),
      },
    ];
  });
}

function maySignInAgain({ session }: Readonly<Record<string, string>>): boolean {
  return session === undefined || session === 'after';
}
