import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Probe } from '../../deployment/probe.ts';
import { list, read } from '../../deployment/surfaces/surfaces.ts';
import { UsageError } from '../../domain/errors.ts';
import { probesFor } from '../probes/catalogue.ts';
import { json } from '../http/serve.test-support.ts';
import { deploy, describeDeployment, person, testWorker } from '../worker/worker.test-support.ts';
import type { Person } from '../worker/worker.test-support.ts';
import { sweep } from './sweep.ts';
import type { SweepOptions } from './sweep.ts';

const surfaces = [list('GET /notes'), read('GET /notes/{note}')] as const;
const [, note] = surfaces;

/** Sweeps the notes of three accounts with one additional probe, and returns what was recorded of it. */
async function sweepWith(
  more: Partial<Probe>,
  { options = {}, writes }: { options?: Partial<SweepOptions>; writes?: boolean } = {},
) {
  const asked: string[] = [];
  const deployment = await deploy({
    'GET /notes/{}': (_, request, response) => {
      asked.push(`${request.method} ${request.url}`);
      json(response, {}, 403);
    },
  });
  const mine: Probe = {
    id: 'mine',
    title: 'Mine',
    needs: 'nothing',
    disturbs: 'nothing',
    attempts: () => [],
    ...more,
  };
  const about = { surfaces, writes, probes: [mine] };
  const { worker } = await testWorker(describeDeployment(deployment.url, about));
  const people: Person[] = [];
  for (let count = 0; count < 3; count += 1) people.push(await person(worker));
  const others = probesFor({}).filter(({ budgeted }) => budgeted !== true);
  await sweep(worker, { seed: 1, probes: [...others, mine], ...options });
  const { facts, attempts } = worker.recorded;
  const told = facts.find((fact) => fact.fact === 'probed' && fact.probe === 'mine');
  const failed = facts.flatMap((fact) =>
    fact.fact === 'failed' ? [`${fact.what}: ${fact.why}`] : [],
  );
  return {
    told,
    failed,
    asked,
    attempts,
    people,
    own: attempts.filter(({ probe }) => probe === 'mine'),
  };
}

describe('a probe', () => {
  it('is recorded in the history, and so is its name with each attempt', async () => {
    const { told, failed, own } = await sweepWith({
      attempts: ({ choose, surfaces: all }) => choose(all).slice(0, 2),
    });
    expect(told).toMatchObject({ planned: 2, cut: 0, why: null, title: 'Mine' });
    expect(own).toHaveLength(2);
    expect(failed).toEqual([]);
  });

  it('of a definition runs beside those of the catalogue', async () => {
    const { told, attempts } = await sweepWith({}, { options: { probes: undefined } });
    expect(told).toMatchObject({ probe: 'mine' });
    const tried = new Set(attempts.map(({ probe }) => probe));
    expect(tried).toContain('foreign-ids');
  });

  it('that names no attempt is recorded with what it needs', async () => {
    const { told } = await sweepWith({ needs: 'a moon' });
    expect(told).toMatchObject({ planned: 0, cut: 0, why: 'it needs a moon', own: true });
  });

  it('that the time is over for is told as unfinished, and owners were asked all the same', async () => {
    const { told, attempts, failed } = await sweepWith(
      { attempts: ({ choose, surfaces: all }) => choose(all) },
      { options: { until: 0 } },
    );
    expect(told).toMatchObject({ planned: 0, unfinished: true });
    expect(told).toHaveProperty('why', 'the time of the run was over');
    expect(new Set(attempts.map(({ probe }) => probe))).toEqual(new Set(['own-views']));
    expect(failed).toEqual([]);
  });

  it('is told by surface what the time cut of what it named', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    onTestFinished(() => void vi.useRealTimers());
    const until = Date.now() + 60_000;
    const { told, own } = await sweepWith(
      {
        disturbs: 'data',
        async *attempts({ choose, surfaces: all }) {
          yield choose(all).slice(0, 1);
          vi.setSystemTime(until);
          yield choose(all).slice(1, 3);
        },
      },
      { options: { until } },
    );
    expect(own).toHaveLength(1);
    expect(told).toMatchObject({ planned: 3, cut: 2, late: { [note.id]: 2 }, why: null });
  });

  it('sees the outcomes of its previous batch, and runs between the owners\u2019 controls', async () => {
    const seen: (string | null)[] = [];
    const { own, attempts } = await sweepWith({
      async *attempts({ choose, surfaces: all, outcomeOf }) {
        const [first, second] = choose(all);
        if (first === undefined || second === undefined) return;
        const odd = { ...first, change: { name: 'odd', query: { odd: '1' } } };
        seen.push(outcomeOf(odd));
        yield [odd];
        seen.push(outcomeOf(odd));
        yield [{ ...second, change: odd.change }];
      },
    });
    expect(seen).toEqual([null, 'denied']);
    expect(own.map(({ variant, changed }) => [variant, changed?.path])).toEqual([
      ['odd', expect.stringMatching(/^\/notes\/note_\w+\?odd=1$/)],
      ['odd', expect.stringMatching(/^\/notes\/note_\w+\?odd=1$/)],
    ]);
    const places = attempts.flatMap(({ probe }, index) => (probe === 'own-views' ? [index] : []));
    const at = attempts.findIndex(({ probe }) => probe === 'mine');
    expect(Math.min(...places)).toBeLessThan(at);
    expect(Math.max(...places)).toBeGreaterThan(at);
  });

  it('is cut to its budget if it has one, and the cut is recorded', async () => {
    const attempts: Probe['attempts'] = ({ choose, surfaces: all }) => choose(all);
    const cut = await sweepWith({ budgeted: true, attempts }, { options: { budget: 2 } });
    expect(cut.told).toMatchObject({ planned: 6, cut: 4, why: null });
    expect(cut.own).toHaveLength(2);
    const whole = await sweepWith({ attempts }, { options: { budget: 2 } });
    expect(whole.told).toMatchObject({ planned: 6, cut: 0 });
  });

  it('that throws is recorded as failed, and the others go on', async () => {
    const { told, failed, attempts } = await sweepWith({
      attempts: () => {
        throw new Error('no idea');
      },
    });
    expect(failed).toEqual(['the probe mine: no idea']);
    expect(told).toMatchObject({ why: 'it failed: no idea' });
    expect(attempts.some(({ probe }) => probe === 'foreign-ids')).toBe(true);
  });

  it.each<[string, Partial<Probe>, string]>([
    [
      'a surface of its own',
      {
        attempts: ({ choose }) =>
          choose([note]).map((one) => ({ ...one, surface: read('GET /notes/{note}') })),
      },
      'a surface that the definition does not name',
    ],
    [
      'a session from elsewhere',
      {
        attempts: ({ own }) =>
          own.map((one) => ({ ...one, session: one.session && { ...one.session, id: 'x' } })),
      },
      'a session that the run does not have',
    ],
    [
      'a thing from elsewhere',
      {
        attempts: ({ choose }) =>
          choose([note]).map((one) => ({ ...one, thing: one.thing && { ...one.thing, id: 'x' } })),
      },
      'a thing that the run does not have',
    ],
    [
      'an id from elsewhere',
      {
        attempts: ({ choose }) =>
          choose([note]).map((one) => ({
            ...one,
            change: { name: 'odd', ids: { note: 'note_1' } },
          })),
      },
      'an id note that is not of this run',
    ],
    [
      'the name of another variant',
      {
        attempts: ({ choose }) =>
          choose([note]).map((one) => ({ ...one, change: { name: 'plain', query: { a: '1' } } })),
      },
      'a change by the name "plain"',
    ],
    [
      'a write without leave',
      {
        disturbs: 'data',
        attempts: ({ choose }) =>
          choose([note]).map((one) => ({ ...one, change: { name: 'odd', method: 'POST' } })),
      },
      'a POST, for which the definition gives no leave',
    ],
    [
      'another method by a header',
      {
        attempts: ({ choose }) =>
          choose([note]).map((one) => ({
            ...one,
            change: { name: 'odd', headers: { 'X-HTTP-Method-Override': 'delete' } },
          })),
      },
      'the method DELETE',
    ],
    [
      'a write by a parameter without leave',
      {
        disturbs: 'data',
        attempts: ({ choose }) =>
          choose([note]).map((one) => ({
            ...one,
            change: { name: 'odd', query: { _method: 'POST' } },
          })),
      },
      'a POST, for which the definition gives no leave',
    ],
  ])('may not name %s', async (_, probe, why) => {
    const { failed, own } = await sweepWith(probe);
    expect(failed).toEqual([expect.stringContaining(`the probe mine: it names ${why}`)]);
    expect(own).toEqual([]);
  });

  it('may write if the definition allows it and the probe declares that it disturbs data', async () => {
    const attempts: Probe['attempts'] = ({ choose }) =>
      choose([note]).map((one) => ({ ...one, change: { name: 'odd', method: 'POST' } }));
    const allowed = await sweepWith({ disturbs: 'data', attempts }, { writes: true });
    expect(allowed.failed).toEqual([]);
    expect(allowed.own.map(({ changed }) => changed?.method)).toContain('POST');
    const calm = await sweepWith({ attempts }, { writes: true });
    expect(calm.failed).toEqual([expect.stringContaining('a POST, which disturbs data')]);
  });

  it('stays on the deployment\u2019s host, however it changes the path', async () => {
    const { asked, own } = await sweepWith({
      attempts: ({ choose }) =>
        choose([note])
          .slice(0, 1)
          .map((one) => ({
            ...one,
            change: { name: 'odd', path: () => '//elsewhere.test/notes/x' },
          })),
    });
    expect(own).toHaveLength(1);
    expect(own[0]?.changed?.path).toBe('//elsewhere.test/notes/x');
    expect(asked).not.toContain('GET /notes/x');
    expect(own[0]?.status).not.toBeNull();
  });

  it('has an id of its own', () => {
    const { title, needs, disturbs, attempts } = {
      title: 'x',
      needs: 'x',
      disturbs: 'nothing',
      attempts: () => [],
    } as const;
    expect(() =>
      probesFor({ probes: [{ id: 'ranges', title, needs, disturbs, attempts }] }),
    ).toThrow(UsageError);
  });
});
