import { accountId } from '../../domain/account.ts';
import type { Cohort, Role } from '../../domain/account.ts';
import { createPersona } from '../../accounts/personas.ts';
import type { AccountView } from '../../deployment/definition.ts';
import type { Core } from '../state/core.ts';
import { digestsOf } from './digests-of.ts';
import { createBaggage } from '../http/cookies.ts';
import { entitle, entitleNewcomer, ownDetails } from './entitle.ts';
import { failedFact } from '../state/failed-fact.ts';
import { givenTexts } from '../state/given-texts.ts';
import { addField } from '../state/holdings.ts';
import { chooseParty, withSessions } from '../state/party.ts';
import { plantToken } from './plant.ts';
import { httpOf } from '../http/http-of.ts';
import type { AccountPool } from './pool-accounts.ts';
import type { Account } from '../state/worker-types.ts';

/** Makes an account on the deployment, or takes one from the pool. See `Worker.createAccount`. */
export async function createAccount(
  core: Core,
  number: number,
  { cohort, role = 'patient' }: { cohort: Cohort; role?: Role },
): Promise<Account> {
  const from = Date.now();
  const id = accountId(number);
  try {
    const view =
      core.pool === null
        ? await create(core, number, cohort, role)
        : await take(core, core.pool, number, cohort, role);
    const account: Account = { ...view, number, hasSecondFactor: hasSecondFactor(core, view) };
    admit(core, account, from);
    return account;
  } catch (error) {
    core.recordFact(failedFact(id, cohort, 'account', error));
    throw error;
  }
}

async function create(
  core: Core,
  number: number,
  cohort: Cohort,
  role: Role,
): Promise<AccountView> {
  const { definition, plan } = core.options;
  const id = accountId(number);
  const token = (field: string): string => plantToken(core, { id, number }, field, null);
  if (definition.accounts.create === undefined)
    throw new Error('the definition has no accounts.create');
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
    // Known from the moment it is sent, as a token is.
    core.inspecting.known.addUnique(id, name, persona[name]);
    core.recordFact({
      type: 'fact',
      fact: 'field-planted',
      at: Date.now(),
      account: id,
      field: null,
      name,
      thing: null,
      carrier: 'unique',
    });
    addField(core.holdings, id, name);
  }
  const http = httpOf(core, createBaggage(core.base.origin));
  const party = partyFor(core, number, role);
  const members = withSessions(core, party);
  const made = await definition.accounts.create({
    http,
    persona,
    role,
    cohort,
    token,
    party: members,
  });
  const credentials = givenTexts(made?.credentials, 'accounts.create (credentials)');
  return {
    id,
    role,
    cohort,
    persona,
    credentials,
    ids: givenTexts(made?.ids, 'accounts.create (ids)'),
    party,
  };
}

/** Nothing was planted in an account that existed before: its persona is of no account and carries nothing. */
async function take(
  core: Core,
  pool: AccountPool,
  number: number,
  cohort: Cohort,
  role: Role,
): Promise<AccountView & Pick<Account, 'formerly'>> {
  const { run, seed } = core.options.plan;
  const taken = await pool.take({ cohort, role, number }, core.holdings.accounts.values());
  core.recordFact({
    type: 'fact',
    fact: 'formerly',
    at: Date.now(),
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
    party: partyFor(core, number, role),
    formerly,
  };
}

function partyFor(core: Core, number: number, role: Role): AccountView['party'] {
  return role === 'patient' ? chooseParty(core, number) : {};
}

function hasSecondFactor(core: Core, { credentials }: AccountView): boolean {
  return (
    core.options.definition.accounts.secondFactor === undefined &&
    (credentials['totpSecret'] ?? '') !== ''
  );
}

function admit(core: Core, account: Account, from: number): void {
  const { id, number, role, cohort, ids, hasSecondFactor: secondFactor } = account;
  core.recordFact({
    type: 'fact',
    fact: 'account-created',
    at: Date.now(),
    account: id,
    number,
    role,
    cohort,
    phase: core.options.phase,
    ids,
    digests: digestsOf(core, ids),
    secondFactor,
  });
  knowAccount(core, account);
  entitleNewcomer(core, account, from);
  core.holdings.accounts.set(id, account);
  entitle(core, ownDetails(core, account), from);
}

/** Makes the account's ids recognisable. */
export function knowAccount(core: Core, { id, ids }: AccountView): void {
  for (const [name, value] of Object.entries(ids))
    core.inspecting.known.addId(id, null, name, value);
}
