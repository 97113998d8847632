import { http, HttpResponse } from 'msw';
import { describe, expect, it } from 'vitest';
import { list } from '../deployment/surfaces/surfaces.ts';
import type { Definition } from '../deployment/definition.ts';
import type { Cohort } from '../domain/accounts/account.ts';
import type { Phase } from '../domain/phase.ts';
import { testWorker } from '../exercise/worker/worker.test-support.ts';
import type { SavedWorker } from '../exercise/seed/saved-worker.ts';
import type { Worker } from '../exercise/worker/worker.ts';
import { endSessionsBefore, seedAfter, seedBefore } from './seed-side.ts';
import { describeNotes } from './testing/describe-notes.ts';
import { createNotes } from './testing/notes.ts';
import { onSocket } from './testing/on-socket.ts';

const sides = ['before', 'after'] as const;
/** All possible combinations of sides: an account's session and booking cannot precede the account. */
const cohorts: Cohort[] = sides.flatMap((account) =>
  sides.flatMap((session) =>
    sides.flatMap((booking) => {
      const possible = account === 'before' || (session === 'after' && booking === 'after');
      return possible ? [{ account, session, booking }] : [];
    }),
  ),
);
/** An account whose session lives across the update has a second session, to be signed out after it. */
const second = (session: string) => [session, session];
const quiet = () => undefined;
const whose = ({ account, session, booking }: Cohort) => `${account} ${session} ${booking}`;

async function deployment(
  hostile: Parameters<typeof onSocket>[0] = [],
  more: Partial<Definition> = {},
) {
  const notes = createNotes(() => '1');
  const definition = describeNotes(await onSocket([...hostile, ...notes.handlers]), more);
  const worker = async (phase: Phase, inherit?: SavedWorker, signal?: AbortSignal) =>
    (
      await testWorker(definition, {
        phase,
        inherit,
        signal,
        firstAccount: inherit?.accounts.length ?? 0,
      })
    ).worker;
  return { notes, worker };
}

const bookings = (worker: Worker, phase: Phase) =>
  worker.things.filter((thing) => thing.phase === phase).map(({ owner }) => whose(owner.cohort));
const bookedBy = (worker: Worker, phase: Phase) => [...new Set(bookings(worker, phase))].sort();
const sessions = (worker: Worker) =>
  worker.sessions
    .map(({ account, phase, state }) => `${whose(account.cohort)}: ${phase} ${state}`)
    .sort();

/** Signs accounts in again and out, as the sweep does. */
async function signInAgain(worker: Worker) {
  const account = worker.accounts.find(({ cohort }) => whose(cohort) === 'before after after');
  if (account) await worker.signOut(await worker.signIn(account));
}

describe('seeding on both sides of the update', () => {
  it('creates on each side what the cohorts say, and no more', async () => {
    const { worker } = await deployment();
    const before = await worker('before-update');
    await seedBefore(before, cohorts, quiet);
    expect(before.accounts.map(({ cohort }) => whose(cohort)).sort()).toEqual([
      'before after after',
      'before after before',
      'before before after',
      'before before before',
    ]);
    expect(bookedBy(before, 'before-update')).toEqual([
      'before after before',
      'before before before',
    ]);

    await signInAgain(before);
    await endSessionsBefore(before);
    expect(sessions(before)).toEqual([
      ...second('before after after: before-update signed-out'),
      'before after before: before-update signed-out',
      ...second('before before after: before-update open'),
      ...second('before before before: before-update open'),
    ]);

    const after = await worker('after-update', before.handOver());
    await seedAfter(after, cohorts, quiet);
    expect(bookings(after, 'before-update').sort()).toEqual(
      bookings(before, 'before-update').sort(),
    );
    expect(bookedBy(after, 'after-update')).toEqual([
      'after after after',
      'before after after',
      'before before after',
    ]);
    // An account whose session dates from before the update never signs in again.
    expect(sessions(after)).toEqual([
      'after after after: after-update open',
      'before after after: after-update open',
      ...second('before after after: before-update signed-out'),
      'before after before: after-update open',
      'before after before: before-update signed-out',
      ...second('before before after: before-update open'),
      ...second('before before before: before-update open'),
    ]);
  });

  it('opens no second session if that would end the first', async () => {
    const { worker } = await deployment([
      http.post('*/sign-out', () => new HttpResponse(null)),
      http.get('*/notes', () => HttpResponse.json({}, { status: 401 })),
    ]);
    const before = await worker('before-update');
    await seedBefore(before, cohorts, quiet);
    await signInAgain(before);
    await endSessionsBefore(before);
    const old = before.sessions.filter(({ account }) => account.cohort['session'] === 'before');
    expect(old.map(({ account }) => whose(account.cohort)).sort()).toEqual([
      'before before after',
      'before before before',
    ]);
  });

  it('lets accounts on each side book several times, so that a list may leave something out, also in its middle', async () => {
    const { worker } = await deployment();
    const many = [1, 2, 3].flatMap(() => cohorts.map((cohort) => ({ ...cohort })));
    const before = await worker('before-update');
    await seedBefore(before, many, quiet);
    const after = await worker('after-update', before.handOver());
    await seedAfter(after, many, quiet);
    for (const side of sides) {
      const owners = after.things
        .filter(({ phase }) => phase === `${side}-update`)
        .map(({ owner }) => owner.id);
      const often = [...Map.groupBy(owners, (owner) => owner).values()].map((own) => own.length);
      expect(often.sort((left, right) => right - left).slice(0, 3)).toEqual(
        side === 'before' ? [2, 2, 1] : [3, 2, 1],
      );
    }
  });

  it('leaves sessions open if the deployment has no sign-out', async () => {
    const { worker } = await deployment([], {
      accounts: {
        ...describeNotes('http://x.test').accounts,
        signOut: { none: 'sessions end by themselves' },
      },
    });
    const before = await worker('before-update');
    await seedBefore(before, cohorts, quiet);
    await endSessionsBefore(before);
    expect(before.sessions.every(({ state }) => state === 'open')).toBe(true);
  });

  it('goes on when some accounts fail, and stops when all do, with the first cause', async () => {
    let turn = 0;
    const some = await deployment([
      http.post('*/sign-up', () =>
        (turn += 1) === 1 ? HttpResponse.json({}, { status: 500 }) : undefined,
      ),
    ]);
    const worker = await some.worker('before-update');
    await seedBefore(worker, cohorts, quiet);
    expect(worker.accounts).toHaveLength(3);

    const none = await deployment([
      http.post('*/sign-up', () => HttpResponse.json({}, { status: 500 })),
    ]);
    const failing = await none.worker('before-update');
    await expect(seedBefore(failing, cohorts, quiet)).rejects.toMatchObject({
      name: 'UsageError',
      message: 'No account could be prepared on Notes: POST /sign-up answered 500',
    });
    expect(failing.recorded.facts.filter(({ fact }) => fact === 'failed')).toHaveLength(4);
  });

  it('does not stop after the update, because the verdict must say that an update broke signing up', async () => {
    const { worker } = await deployment([
      http.post('*/sign-up', () => HttpResponse.json({}, { status: 500 })),
    ]);
    const after = await worker('after-update');
    await seedAfter(after, cohorts, quiet);
    expect(after.recorded.facts.filter(({ fact }) => fact === 'failed')).toHaveLength(1);
  });

  it('begins nothing more after an interruption', async () => {
    const controller = new AbortController();
    const { notes, worker } = await deployment();
    const before = await worker('before-update', undefined, controller.signal);
    controller.abort();
    await seedBefore(before, cohorts, quiet);
    expect([before.accounts.length, notes.accounts()]).toEqual([0, 0]);
  });

  it('reports its progress', async () => {
    const { worker } = await deployment([], { surfaces: [list('GET /notes')] });
    const said: string[] = [];
    await seedBefore(await worker('before-update'), cohorts, (detail) => said.push(detail));
    expect(said).toEqual([
      '1 of 4 accounts',
      '2 of 4 accounts',
      '3 of 4 accounts',
      '4 of 4 accounts',
    ]);
  });
});
