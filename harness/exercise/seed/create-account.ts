import { now } from '../../domain/clock.ts';
import { accountId } from '../../domain/accounts/account.ts';
import type { Cohort, Role } from '../../domain/accounts/account.ts';
import { createPersona } from '../../accounts/personas.ts';
import type { AccountView } from '../../deployment/views.ts';
import { digestsOf } from './digests-of.ts';
import { createCredentials } from '../http/session-credentials.ts';
import { entitle, entitleNewcomer, ownDetails } from './entitle.ts';
import { unlessRefused } from './unless-refused.ts';
import { saveAccount } from './saved-items.ts';
import { failedFact } from '../state/failed-fact.ts';
import { givenTexts } from '../state/given-texts.ts';
import { addField } from '../state/holdings.ts';
import { chooseParty, withSessions } from '../state/party.ts';
import { plantToken } from './plant.ts';
import { httpOf } from '../http/http-of.ts';
import type { AccountPool, AccountSource } from './pool-accounts.ts';
import type { Account } from '../state/held.ts';
import type { RunIdentity } from '../state/run-identity.ts';
import type { Holder } from '../state/holdings.ts';
import { learnLogins } from '../scan/known-claims.ts';
import type { Scanning } from '../scan/inspect.ts';
import type { Recorder } from '../state/recorder.ts';
import type { Network } from '../http/network.ts';

/** The roles of a worker that can create accounts. */
export type AccountSeeding = RunIdentity & Recorder & Holder & Network & Scanning & AccountSource;

/** Creates an account on the deployment, or takes one from the pool. See `Worker.createAccount`. */
export async function createAccount(
  worker: AccountSeeding,
  number: number,
  { cohort, role = 'patient' }: { cohort: Cohort; role?: Role },
): Promise<Account> {
  const from = now();
  const id = accountId(number);
  try {
    const view: AccountView & Pick<Account, 'formerly'> & { answered?: () => void } =
      worker.pool === null
        ? await make(worker, number, cohort, role)
        : await take(worker, worker.pool, number, cohort, role);
    const { answered, ...rest } = view;
    const account: Account = { ...rest, number, hasSecondFactor: hasSecondFactor(worker, rest) };
    worker.journal.write({ holds: 'accounts', item: saveAccount(worker, account) });
    answered?.();
    admit(worker, account, from);
    return account;
  } catch (error) {
    worker.recordFact(failedFact(id, cohort, 'account', error));
    throw error;
  }
}

async function make(
  worker: AccountSeeding,
  number: number,
  cohort: Cohort,
  role: Role,
): Promise<AccountView & { answered: () => void }> {
  const { definition, plan } = worker;
  const id = accountId(number);
  const token = (field: string): string => plantToken(worker, { id, number }, field, null);
  const create = definition.accounts.create;
  if (create === undefined) throw new Error('the definition has no accounts.create');
  const { run, seed } = plan;
  const { persona, carried } = createPersona({
    run,
    seed,
    number,
    carriers: definition.carriers ?? {},
    token,
  });
  const unique = (['phone', 'dateOfBirth', 'nhsNumber'] as const).filter(
    (field) => carried[field] === 'unique',
  );
  for (const name of unique) {
    // The scanner knows the value before it is sent, as it knows a token.
    worker.inspecting.known.addUnique(id, name, persona[name]);
    worker.recordFact({
      type: 'fact',
      fact: 'field-planted',
      at: now(),
      account: id,
      field: null,
      name,
      thing: null,
      carrier: 'unique',
    });
    addField(worker.holdings, id, name);
  }
  const answered = worker.journal.begin({
    at: now(),
    does: 'account',
    account: id,
    role,
    cohort,
    persona,
  });
  const http = httpOf(worker, createCredentials(worker.base.origin));
  const party = partyFor(worker, number, role);
  const members = withSessions(worker, party);
  const made = await unlessRefused(answered, async (watch) =>
    create({
      http: watch.client(http),
      persona,
      role,
      cohort,
      token,
      party: watch.party(members),
    }),
  );
  const credentials = givenTexts(made?.credentials, 'accounts.create (credentials)');
  return {
    id,
    role,
    cohort,
    persona,
    credentials,
    ids: givenTexts(made?.ids, 'accounts.create (ids)'),
    party,
    answered,
  };
}

/** Takes an account from the pool. It existed before, so the persona is not its own, and no token was planted in it. */
async function take(
  worker: AccountSeeding,
  pool: AccountPool,
  number: number,
  cohort: Cohort,
  role: Role,
): Promise<AccountView & Pick<Account, 'formerly'>> {
  const { run, seed } = worker.plan;
  const taken = await pool.take({ cohort, role, number }, worker.holdings.accounts.values());
  worker.recordFact({
    type: 'fact',
    fact: 'formerly',
    at: now(),
    account: accountId(number),
    runs: taken.formerly,
  });
  const none = {
    name: 'none',
    email: 'none',
    address: 'none',
    phone: 'none',
    dateOfBirth: 'none',
    nhsNumber: 'none',
  } as const;
  const { persona } = createPersona({ run, seed, number, carriers: none, token: () => '' });
  const { credentials, ids, formerly } = taken;
  return {
    id: accountId(number),
    role,
    cohort: { ...cohort, ...taken.cohort },
    persona,
    credentials,
    ids,
    party: partyFor(worker, number, role),
    formerly,
  };
}

function partyFor(worker: RunIdentity & Holder, number: number, role: Role): AccountView['party'] {
  return role === 'patient' ? chooseParty(worker, number) : {};
}

function hasSecondFactor({ definition }: RunIdentity, account: AccountView): boolean {
  const { secondFactor } = definition.accounts;
  if (secondFactor === undefined) return (account.credentials['totpSecret'] ?? '') !== '';
  if ('none' in secondFactor) return false;
  return secondFactor.has?.(account) ?? account.role === 'patient';
}

function admit(worker: AccountSeeding, account: Account, from: number): void {
  const { id, number, role, cohort, ids, hasSecondFactor: secondFactor } = account;
  worker.recordFact({
    type: 'fact',
    fact: 'account-created',
    at: now(),
    account: id,
    number,
    role,
    cohort,
    phase: worker.phase,
    ids,
    digests: digestsOf(worker, ids),
    secondFactor,
  });
  knowAccount(worker, account);
  entitleNewcomer(worker, account, from);
  worker.holdings.accounts.set(id, account);
  entitle(worker, ownDetails(worker, account), from);
}

/** Makes the scanner recognise the account's ids, and its address of e-mail in JWTs. */
export function knowAccount(worker: Scanning, { id, ids, credentials }: AccountView): void {
  learnLogins(worker.inspecting.known.claims, id, credentials);
  for (const [name, value] of Object.entries(ids))
    worker.inspecting.known.addId(id, null, name, value);
}
