import type { AccountView, Party, PartyMember } from '../../deployment/views.ts';
import type { Holder } from './holdings.ts';
import type { RunIdentity } from './run-identity.ts';
import type { Session } from './held.ts';

/**
 * Chooses a patient's party: one signed-in account of each staff role. The accounts take turns, so that each of them
 * has several patients and patients differ in their combination of staff.
 * @param number the patient's number; consecutive numbers get different combinations
 */
export function chooseParty(worker: RunIdentity & Holder, number: number): Party {
  const party: Record<string, AccountView> = {};
  let turn = number;
  for (const role of rolesOf(worker)) {
    const accounts = [...new Set(openSessions(worker, role).map(({ account }) => account))];
    const member = accounts[turn % Math.max(1, accounts.length)];
    if (member === undefined) continue;
    party[role] = member;
    turn = Math.floor(turn / accounts.length);
  }
  return party;
}

/** A party as the definition's functions get it: each member with an open session; members without one are left out. */
export function withSessions(
  worker: RunIdentity & Holder,
  party: Party,
): Record<string, PartyMember> {
  const members: Record<string, PartyMember> = {};
  for (const role of rolesOf(worker)) {
    const session = openSessions(worker, role).find(
      ({ account }) => account.id === party[role]?.id,
    );
    if (session !== undefined) members[role] = { account: session.account, http: session.http };
  }
  return members;
}

/** The accounts of a party's members. */
export function accountsOf(members: Readonly<Record<string, PartyMember>>): Party {
  return Object.fromEntries(Object.entries(members).map(([role, { account }]) => [role, account]));
}

/** The member of the first role in the definition's order (most deployments have only one role); null without any. */
export function firstOf<Member>(party: Readonly<Record<string, Member>>): Member | null {
  return Object.values(party)[0] ?? null;
}

function rolesOf({ definition }: RunIdentity): string[] {
  return Object.keys(definition.accounts.staff ?? {});
}

function openSessions({ holdings }: Holder, role: string): Session[] {
  return [...holdings.sessions.values()].filter(
    ({ account, state }) => account.role === role && state === 'open',
  );
}
