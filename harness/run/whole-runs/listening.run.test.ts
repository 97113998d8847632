import { describe, expect, it } from 'vitest';
import { described } from '../../deployment/surfaces/surface.ts';
import { events, list, none, noSurface, read, socket } from '../../deployment/surfaces/surfaces.ts';
import type { Definition } from '../../deployment/definition.ts';
import { sweep } from '../../exercise/sweep/sweep.ts';
import {
  deployLive,
  describeLive,
  liveSurfaces,
} from '../../exercise/listening/live.test-support.ts';
import type { Faults } from '../../exercise/listening/live.test-support.ts';
import { person, testWorker } from '../../exercise/worker/worker.test-support.ts';
import { judgeRun } from '../../judging/judge.ts';
import { describeSurface } from '../../deployment/surfaces/surface-modules.ts';
import { runWhole } from '../testing/run-whole.ts';

/** Sweeps a small deployment with a few patients, and judges the run. */
async function verdictOf(faults: Faults, more: Partial<Definition> = {}) {
  const deployment = await deployLive(faults);
  const definition = describeLive(deployment.url, more);
  const { worker } = await testWorker(definition);
  Object.assign(worker.plan, { surfaces: described(definition.surfaces).map(describeSurface) });
  for (const region of ['uk', 'ie', 'uk']) await person(worker, { region });
  await worker.readRelease();
  await sweep(worker, { seed: 3 });
  const { facts, attempts } = worker.recorded;
  const judged = judgeRun({ plan: worker.plan, history: { facts, attempts, defects: [] } });
  const verdicts = Object.fromEntries(
    judged.verdict.invariants.map(({ id, verdict }) => [id, verdict]),
  );
  return { ...judged, worker, verdicts };
}

/** The invariants that apply to this deployment, which keeps no media and has no second factor. */
const asked = [
  'no-foreign-listing',
  'no-foreign-reading',
  'no-anonymous-access',
  'no-foreign-credentials',
  'own-access',
];

describe('a surface that is listened to', () => {
  it('holds on a healthy deployment, after it was listened to', async () => {
    const { verdicts, reasonsByInvariant, worker } = await verdictOf({});
    expect(asked.map((id) => [id, verdicts[id], reasonsByInvariant[id]])).toEqual(
      asked.map((id) => [id, 'holds', []]),
    );
    const sockets = worker.recorded.attempts.filter(({ channel }) => channel === 'socket');
    for (const { id } of liveSurfaces) {
      const states = sockets.filter(({ surface }) => surface === id);
      expect(new Set(states.map(({ sessionState }) => sessionState))).toEqual(
        new Set(['open', 'none', 'signed-out']),
      );
      expect(states.filter(({ outcome }) => outcome === 'unclear')).toEqual([]);
    }
  });

  it('leaks where the place of a connection that broke off is given to whoever comes next', async () => {
    const { verdicts, cases } = await verdictOf({ placeKept: true });
    expect(verdicts['no-foreign-listing']).toBe('violated');
    const ways = cases.flatMap((item) => item.ways.map(({ variant }) => variant));
    expect(new Set(ways)).toEqual(new Set(['after-hang-up']));
  });

  /** Verifies the small deployment across an update. */
  async function throughUpdate(faults: Faults) {
    let release = '1';
    const deployment = await deployLive(faults, () => release);
    const { accounts } = describeLive('');
    const definition = describeLive(deployment.url, {
      accounts: { ...accounts, secondFactor: none('nobody has one') },
      factors: { region: ['uk', 'ie'] },
      surfaces: [
        list('GET /notes'),
        read('GET /notes/{note}'),
        noSurface('stream', 'none'),
        events('GET /live-events', { gives: 'list', act: 'write' }),
        socket('GET /live', { gives: 'list', act: 'send' }),
        socket('GET /ws/{note}', { gives: 'read', act: 'send' }),
      ],
    });
    return runWhole({ ...definition, url: deployment.url }, () => {
      release = '2';
    });
  }

  it('finds what comes over a connection from before the update, and over no other', async () => {
    const { verdict } = await throughUpdate({ toAllFromBefore: true });
    const found = verdict.violations.map(({ invariant, variant, phase }) => [
      invariant,
      variant,
      phase,
    ]);
    expect(new Set(found.map(String))).toEqual(
      new Set([
        'no-foreign-listing,across-update,after-update',
        'no-foreign-reading,across-update,after-update',
      ]),
    );
  });

  it('holds through an update, with an action that creates a thing, and without a second factor', async () => {
    const { verdict } = await throughUpdate({});
    const across = verdict.coverage.probes.find(({ id }) => id === 'across-update');
    expect(across?.tried).toBeGreaterThan(3);
    expect({ verdict: verdict.verdict, reasons: verdict.reasons }).toEqual({
      verdict: 'holds',
      reasons: [],
    });
  });

  it.each<[string, Faults, string, number]>([
    ['what is told to all', { toAll: true }, 'no-foreign-listing', 2],
    ['a note of another\u2019s', { anyNote: true }, 'no-foreign-reading', 3],
    ['what needs nobody to be signed in', { anonymous: true }, 'no-anonymous-access', 2],
    ['what signing out does not end', { signedOut: true }, 'no-access-after-sign-out', 5],
    ['a connection that outlives its session', { kept: true }, 'no-access-after-sign-out', 5],
  ])('finds %s', async (_, faults, invariant, fewest) => {
    const { verdicts, cases } = await verdictOf(faults);
    expect(verdicts[invariant]).toBe('violated');
    const found = cases.filter(({ violation }) => violation.invariant === invariant);
    const surfaces = new Set(found.map(({ violation }) => violation.surface));
    expect(surfaces.size).toBeGreaterThanOrEqual(fewest);
    expect(new Set(found.map(({ violation }) => violation.channel))).toEqual(new Set(['socket']));
  });

  describe.each([
    ['beside nothing else', (notes: readonly object[]) => ({ type: 'snapshot', notes })],
    ['under a strange key', (notes: readonly object[]) => ({ ok: true, x: { mine: notes } })],
  ])('whose first message lists rows %s', (_, snapshot) => {
    const more = {
      surfaces: liveSurfaces.filter(({ needs }) => needs.length === 0),
    };

    it('holds where all are the listener\u2019s', async () => {
      const { verdicts, reasonsByInvariant } = await verdictOf({ snapshot }, more);
      expect([verdicts['no-foreign-listing'], reasonsByInvariant['no-foreign-listing']]).toEqual([
        'holds',
        [],
      ]);
    });

    it('finds rows of nobody among the listener\u2019s', async () => {
      const stranger = { id: 'note_5d41402abc4b2a76', owner: 'acc_b9719d911017c592' };
      const faults: Faults = { snapshot: (own) => snapshot([...own, stranger]) };
      const { verdicts, cases } = await verdictOf(faults, more);
      expect(verdicts['no-foreign-listing']).toBe('violated');
      const found = cases.map(({ violation }) => [violation.surface, violation.owner]);
      expect(found).toEqual(
        expect.arrayContaining([
          ['GET /live', null],
          ['GET /live-events', null],
        ]),
      );
    });
  });

  it('is inconclusive, and named, if owners receive nothing', async () => {
    const { verdicts, reasonsByInvariant } = await verdictOf(
      { mute: true },
      { timeout: 300, surfaces: liveSurfaces.slice(0, 1) },
    );
    expect(verdicts['own-access']).toBe('inconclusive');
    expect(reasonsByInvariant['own-access']?.join()).toMatch(
      /the action send brought nothing.*GET \/live/,
    );
  });

  it('is inconclusive, and named, if more comes than can be taken', async () => {
    const { verdicts, reasonsByInvariant } = await verdictOf(
      { flood: true },
      { timeout: 300, surfaces: liveSurfaces.slice(0, 1) },
    );
    expect(verdicts['own-access']).toBe('inconclusive');
    expect(reasonsByInvariant['own-access']?.join()).toMatch(/longer than the limit.*GET \/live/);
  });

  it('does not count silence in rounds of an owner who never receives a message', async () => {
    const { verdicts, reasonsByInvariant } = await verdictOf(
      { muteToFirst: true },
      { timeout: 300, surfaces: liveSurfaces.slice(0, 1) },
    );
    for (const id of ['no-foreign-listing', 'own-access']) {
      expect(verdicts[id]).toBe('inconclusive');
      expect(reasonsByInvariant[id]?.join()).toMatch(/the action send brought nothing.*GET \/live/);
    }
  });
});
