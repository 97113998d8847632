import type { AccountId } from '../../domain/accounts/account.ts';
import type { Definition } from '../../deployment/definition.ts';
import type { Persona } from '../../accounts/persona.ts';
import type { Intent } from '../state/journal.ts';
import type { SavedAccount } from './saved-items.ts';
import type { Replayed } from './replay-journals.ts';

type AccountIntent = Extract<Intent, { does: 'account' }>;

/**
 * The accounts that the deployment was asked to make without having answered, as if it had: with the credentials that
 * they have if they were made as the run's other accounts were. Nobody knows whether they exist.
 */
export function accountsThatMayExist({ handOver, unanswered }: Replayed): SavedAccount[] {
  const known = new Set<AccountId>(handOver.accounts.map(({ id }) => id));
  const example = handOver.accounts[0];
  return unanswered
    .filter((intent): intent is AccountIntent => intent.does === 'account')
    .filter(({ account }) => !known.has(account))
    .map(({ account: id, role, cohort, persona }) => ({
      id,
      role,
      cohort,
      persona,
      credentials: likely(persona, example),
      ids: {},
      party: {},
      number: 0,
      hasSecondFactor: false,
      nextField: 0,
      nextThing: 1,
      nextSession: 1,
      fields: [],
    }));
}

/** A consultation that the deployment was asked to make without having answered. `at`: when, in ms since the epoch. */
export type ThingThatMayExist = { account: AccountId; email: string; at: number };

/**
 * The consultations that the deployment was asked to make without having answered, in accounts that stay. Nobody knows
 * whether they exist, and nobody has their ids to remove them. An account that can be removed takes its own with it,
 * and without `consultations.remove` all consultations stay: then none is named.
 * @param accounts those that the run had
 */
export function thingsThatMayExist(
  { unanswered }: Pick<Replayed, 'unanswered'>,
  accounts: readonly SavedAccount[],
  { accounts: { pool, remove }, consultations }: Definition,
): ThingThatMayExist[] {
  const stay = pool !== undefined || remove === undefined;
  if (!stay || consultations.remove === undefined) return [];
  const holders = new Map(accounts.map((account) => [account.id, account]));
  return unanswered
    .filter(({ does }) => does === 'thing')
    .map(({ account: id, at }) => {
      const account = holders.get(id);
      return { account: id, at, email: account?.credentials['email'] ?? '' };
    });
}

/** Credentials made of a persona in the way in which another account's are made of its own. */
function likely(persona: Persona, example: SavedAccount | undefined): Record<string, string> {
  const usual = { email: persona.email, password: persona.password };
  if (example === undefined) return usual;
  const details = Object.entries(example.persona);
  const made = Object.entries(example.credentials).flatMap(([name, value]) => {
    const [detail] = details.find(([, text]) => text === value) ?? [];
    const own = Object.entries(persona).find(([key]) => key === detail)?.[1];
    return typeof own === 'string' ? [[name, own] as const] : [];
  });
  return { ...usual, ...Object.fromEntries(made) };
}
