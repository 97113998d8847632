import { createRandom } from '../../../accounts/random.ts';
import { isOfAccount, writesOf } from '../../../deployment/write.ts';
import type { Write } from '../../../deployment/write.ts';
import type { Scope } from '../../../domain/plan.ts';
import type { Account, Session } from '../../state/held.ts';
import type { SweepContext } from '../probe.ts';
import type { Trial } from './trial.ts';
import { canNameOwner } from './trial.ts';

/** A trial of which the thing is not made yet. */
export type PlannedTrial = Pick<
  Trial,
  'write' | 'kind' | 'owner' | 'writer' | 'session' | 'control'
>;

/** How many writers try each write, by the run's scope. */
const writers: Readonly<Record<Scope, number>> = { gate: 2, default: 6, thorough: Infinity };

/**
 * Chooses who tries which write on whose thing. Half of the patients write and the others own, so that what an owner sees
 * changes by nothing that the owner does; a thorough run goes on with the halves exchanged (`turn` 1).
 * @param only the writes that all of a half try. Default: all writes, by as many as the run's scope says
 */
export function chooseTrials(
  context: SweepContext,
  turn: 0 | 1,
  only?: ReadonlySet<string>,
): PlannedTrial[] {
  const { worker, sessions, seed } = context;
  const patients = createRandom('foreign-write', seed).shuffle(
    sessions.open.filter(({ account }) => account.role === 'patient'),
  );
  // Those who come in turns for a level of theirs are in both halves: by twos, and turned round each time.
  const [writing = [], owning = []] = [0, 1].map((half) =>
    byNewLevels(patients).filter((_, index) => [0, 1, 1, 0][index % 4] === (half + turn) % 2),
  );
  // Owners come in no such order: else of each kind of writer all would meet the same kind of owner.
  const owners = patients.filter((session) => owning.includes(session));
  const most = only === undefined ? writers[worker.plan.scope ?? 'default'] : Infinity;
  return writesOf(worker.definition).flatMap((write, index) => {
    if (only?.has(write.id) === false) return [];
    return trialsOf(context, write, {
      writing: rotated(byNewLevels(writing), index * writers.default).slice(0, most),
      owning: rotated(owners, index * writers.default),
    });
  });
}

function trialsOf(
  { sessions }: SweepContext,
  write: Write,
  { writing, owning }: Readonly<Record<'writing' | 'owning', readonly Session[]>>,
): PlannedTrial[] {
  if (isOfAccount(write))
    return ofAccounts(write, [...owning.slice(0, writing.length), ...writing]);
  const creates = write.needs.length === 0;
  const openOf = (account: { id: string } | undefined): Session | null =>
    sessions.open.find((session) => session.account.id === account?.id) ?? null;
  return writing.flatMap((session, index): PlannedTrial[] => {
    const owner = owning[index % owning.length];
    if (owner === undefined) return [];
    const control = write.by === undefined ? owner : openOf(owner.account.party[write.by]);
    const base = { write, owner, writer: session.account, session, control };
    const named = canNameOwner(write, session.account);
    // Staff who see the writer's own would else be shown somebody's whom they do not treat.
    const known = owning.find(({ account }) => isOfSameParty(account, session.account)) ?? owner;
    const given: PlannedTrial = {
      ...base,
      kind: 'given',
      owner: known,
      control: creates ? known : null,
    };
    if (creates) return named ? [given] : [];
    const staff = sessions.open.find(
      ({ account }) =>
        account.role === write.by && account.id !== owner.account.party[write.by ?? '']?.id,
    );
    return [
      { ...base, kind: 'foreign' },
      ...(named && write.by === undefined && index % 2 === 0 ? [given] : []),
      // One without a session, and one by staff who may write the same to what is their own patients'.
      ...(index === 0 ? [{ ...base, kind: 'foreign' as const, session: null }] : []),
      ...(index === 0 && staff !== undefined
        ? [{ ...base, kind: 'foreign' as const, writer: staff.account, session: staff }]
        : []),
    ];
  });
}

/** Owners who change their own account: what that does to others' is seen by all who look at theirs afterwards. */
function ofAccounts(write: Write, owning: readonly Session[]): PlannedTrial[] {
  return owning.map((owner) => ({
    write,
    kind: 'own',
    owner,
    writer: owner.account,
    session: owner,
    control: owner,
  }));
}

function isOfSameParty({ party }: Account, other: Account): boolean {
  return Object.entries(party).every(([role, { id }]) => other.party[role]?.id === id);
}

/** Orders sessions so that accounts with levels that none before them had come first. */
function byNewLevels(sessions: readonly Session[]): Session[] {
  const left = [...sessions];
  const seen = new Set<string>();
  const ordered: Session[] = [];
  const levels = ({ account }: Session) =>
    Object.entries(account.cohort).map((level) => level.join('='));
  const gain = (session: Session) => levels(session).filter((level) => !seen.has(level)).length;
  while (left.length > 0) {
    const next = left.reduce((best, session) => (gain(session) > gain(best) ? session : best));
    left.splice(left.indexOf(next), 1);
    ordered.push(next);
    for (const level of levels(next)) seen.add(level);
    if (left.every((session) => gain(session) === 0)) seen.clear();
  }
  return ordered;
}

function rotated<Value>(values: readonly Value[], by: number): Value[] {
  const from = values.length === 0 ? 0 : by % values.length;
  return [...values.slice(from), ...values.slice(0, from)];
}
