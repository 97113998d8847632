import type { ClinicFunctions } from '../clinic-functions.ts';
import type { Clinic } from '../clinic.ts';
import { newToken, tokenHash } from '../store/ids.ts';
import { accountColumns, findCredentials } from './account.ts';
import type { Account, Client } from './account.ts';
import { verifyPassword } from './passwords.ts';
import { verifyTotp } from './second-factor.ts';

const lifetime = 30 * 24 * 3600_000;

const insertSession = `INSERT INTO sessions (id, account_id, client, created_at, expires_at)
  VALUES (:id, :account, :client, :createdAt, :expiresAt)`;
const findSession = `SELECT ${accountColumns}, s.client, s.created_at AS sessionCreatedAt
  FROM sessions s JOIN accounts a ON a.id = s.account_id
  WHERE s.id = :id AND s.ended_at IS NULL AND s.expires_at > :now`;

const endOthers = `UPDATE sessions SET ended_at = :now
  WHERE account_id = :account AND id <> :id AND ended_at IS NULL`;

const changeAccount = `UPDATE accounts SET name = :name, phone = :phone, address = :address
  WHERE id = :id`;

type SessionRow = Account & { client: Client; sessionCreatedAt: number };

/** How the base release signs people in, knows them again and signs them out. */
export function signInFunctions({
  store,
  passwordCost,
  clock,
}: Clinic): Pick<
  ClinicFunctions,
  | 'checkPassword'
  | 'needsSecondFactor'
  | 'checkSecondFactor'
  | 'openSession'
  | 'findViewer'
  | 'endSession'
  | 'endOtherSessions'
  | 'findOwnAccount'
  | 'changeOwnAccount'
> {
  return {
    checkPassword: async (email, password) => {
      const credentials = findCredentials(store, email);
      const right = await verifyPassword(password, credentials?.passwordHash, passwordCost);
      if (!right || credentials === undefined) return null;
      const { passwordHash: _, ...account } = credentials;
      return account;
    },
    needsSecondFactor: (account) => account.totpSecret !== null,
    checkSecondFactor: (account, code) =>
      account.totpSecret !== null && verifyTotp(account.totpSecret, code, clock.now()),
    openSession: (account, client) => {
      const token = newToken();
      const createdAt = clock.now();
      store.run(insertSession, {
        id: tokenHash(token),
        account: account.id,
        client,
        createdAt,
        expiresAt: createdAt + lifetime,
      });
      return token;
    },
    findViewer: (token) => {
      const id = tokenHash(token);
      const row = store.get<SessionRow>(findSession, { id, now: clock.now() });
      if (row === undefined) return null;
      const { client, sessionCreatedAt: createdAt, ...account } = row;
      return { account, session: { id, client, createdAt } };
    },
    findOwnAccount: ({ account }) => account,
    changeOwnAccount: ({ account }, changes) => {
      const changed = { ...account, ...changes };
      const { id, name, phone, address } = changed;
      store.run(changeAccount, { id, name, phone, address });
      return changed;
    },
    endSession: ({ session }) => {
      store.run('UPDATE sessions SET ended_at = :now WHERE id = :id', {
        id: session.id,
        now: clock.now(),
      });
    },
    endOtherSessions: ({ account, session }) => {
      store.run(endOthers, { account: account.id, id: session.id, now: clock.now() });
    },
  };
}
