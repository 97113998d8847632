import type { Clinic } from '../clinic.ts';
import { newToken, tokenHash } from '../store/ids.ts';
import { accountColumns } from './account.ts';
import type { Account, Client } from './account.ts';

const lifetime = 5 * 60_000;
const mostAttempts = 5;

/** Says that the password was right and that the second factor is still to come. Five minutes. */
export function openTicket({ store, clock }: Clinic, account: Account, client: Client): string {
  const ticket = newToken();
  store.run('DELETE FROM tickets WHERE expires_at < :now', { now: clock.now() });
  store.run(
    `INSERT INTO tickets (id, account_id, client, expires_at)
     VALUES (:id, :account, :client, :expiresAt)`,
    { id: tokenHash(ticket), account: account.id, client, expiresAt: clock.now() + lifetime },
  );
  return ticket;
}

const use = `UPDATE tickets SET attempts = attempts + 1
  WHERE id = :id AND expires_at > :now AND attempts < ${mostAttempts}`;
const holder = `SELECT ${accountColumns}, t.client FROM tickets t
  JOIN accounts a ON a.id = t.account_id WHERE t.id = :id`;

/** Counts one try against a ticket; undefined when it is unknown, too old or used up. */
export function useTicket(
  { store, clock }: Clinic,
  ticket: string,
): (Account & { client: Client }) | undefined {
  const id = tokenHash(ticket);
  if (store.run(use, { id, now: clock.now() }) === 0) return undefined;
  return store.get<Account & { client: Client }>(holder, { id });
}

/** A ticket is good for one sign-in. */
export function closeTicket({ store }: Clinic, ticket: string): void {
  store.run('DELETE FROM tickets WHERE id = :id', { id: tokenHash(ticket) });
}
