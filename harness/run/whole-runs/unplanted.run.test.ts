import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { figure, list, read, stream } from '../../deployment/surfaces/surfaces.ts';
import type { Fact } from '../../domain/ledger/fact.ts';
import { invariants } from '../../judging/rules/catalogue.ts';
import { sensitivityOf } from '../../judging/checks/coverage/sensitivity.ts';
import { json } from '../../exercise/http/serve.test-support.ts';
import { deploy, noteAt } from '../../exercise/worker/worker.test-support.ts';
import type { Routes } from '../../exercise/worker/worker.test-support.ts';
import { plantLeaks } from '../../sensitivity/plant-leaks.ts';
import { sweepAndJudge } from './sweep-and-judge.test-support.ts';

const megabyte = 1024 * 1024;

/** A recording of a length, which its owner is given. */
const recording =
  (bytes: number): Routes[string] =>
  (deployment, request, response) => {
    const note = noteAt(deployment, request);
    const viewer = deployment.viewer(request);
    if (note === undefined || note.owner !== viewer)
      return json(response, {}, viewer === undefined ? 401 : 404);
    const told = Buffer.from(`RIFF\0${note.text}`);
    const body = kept.get(`${note.id} ${bytes}`) ?? Buffer.concat([told, randomBytes(bytes)]);
    kept.set(`${note.id} ${bytes}`, body);
    response.writeHead(200, { 'content-type': 'audio/wav' }).end(body);
  };
const kept = new Map<string, Buffer>();

const routes: Routes = {
  'GET /notes': (deployment, request, response) => {
    const viewer = deployment.viewer(request);
    const notes = deployment.notes.filter(({ owner }) => owner === viewer);
    json(response, viewer === undefined ? {} : notes, viewer === undefined ? 401 : 200);
  },
  'GET /notes/{}': (deployment, request, response) => {
    const note = noteAt(deployment, request);
    const viewer = deployment.viewer(request);
    if (note === undefined || note.owner !== viewer)
      return json(response, {}, viewer === undefined ? 401 : 404);
    json(response, note);
  },
  'GET /middling/{}': recording(megabyte / 2),
  'GET /long/{}': recording(4.1 * megabyte),
  // Whoever came first is a tester of what is new.
  'GET /new': (deployment, request, response) => {
    const viewer = deployment.viewer(request);
    const first = deployment.notes[0]?.owner;
    if (viewer === undefined || viewer !== first)
      return json(response, {}, viewer === undefined ? 401 : 403);
    json(response, { items: deployment.notes.filter(({ owner }) => owner === first) });
  },
  'GET /count': (deployment, request, response) => {
    const viewer = deployment.viewer(request);
    const total = deployment.notes.filter(({ owner }) => owner === viewer).length;
    json(response, viewer === undefined ? {} : { total }, viewer === undefined ? 401 : 200);
  },
};
const surfaces = [
  read('GET /notes/{note}'),
  stream('GET /middling/{note}'),
  stream('GET /long/{note}'),
  list('GET /new'),
  figure('GET /count', '$.total'),
];

describe('a surface on which nothing is planted', () => {
  it('is named, with the reason; what is too long counts as blind', async () => {
    const { url } = await deploy(routes);
    const run = await sweepAndJudge(url, surfaces);
    expect(run.verdict.sensitivity?.whyUntried).toEqual([
      { surface: 'GET /long/{note}', why: 'its answers are too long to plant anything in' },
      {
        surface: 'GET /new',
        why: 'fewer than two patients were granted anything of their own',
      },
    ]);
    const told = run.verdict.reasons.filter((reason) => reason.includes('planted'));
    expect(told).toHaveLength(1);
    expect(told[0]).toMatch(/^no-foreign-streaming: no leak could be planted there: .*GET \/long/);
    const planted = run.verdict.sensitivity?.surfaces ?? [];
    const of = (id: string) => planted.find(({ surface }) => surface === id);
    expect(of('GET /count')?.impersonal).toContain('its number');
    // A recording of half a megabyte is kept whole of two owners.
    expect(of('GET /middling/{note}')?.planted).toBeGreaterThan(5);
    expect(of('GET /middling/{note}')?.blind).toEqual([]);
  });

  it('is told of where the time was over after what weighs most, which comes first everywhere', async () => {
    const { url } = await deploy(routes);
    const notes = [list('GET /notes'), read('GET /notes/{note}')];
    const { worker, plan } = await sweepAndJudge(url, notes);
    const told: Fact[] = [];
    // The time is over with the first leak that weighs less.
    let isLate = false;
    const replay: typeof worker.replay = async (...given) => {
      isLate = told.some((fact) => 'surface' in fact && fact.surface === 'GET /notes/{note}');
      return worker.replay(...given);
    };
    await plantLeaks(
      { ...worker, plan, replay, record: (fact) => void told.push(fact) },
      { earlier: { facts: [], attempts: [] }, isLate: () => isLate },
    );
    const planted = told.filter((fact) => fact.fact === 'leak-planted');
    const weights = planted.filter(({ leak }) => leak !== 'none').map(({ weight }) => weight);
    expect(new Set(weights.slice(0, -1))).toEqual(new Set(['whole']));
    expect(weights.at(-1)).toBe('part');
    const late = planted.filter(({ result }) => result === 'unplanted');
    expect(late.map(({ surface }) => surface)).toEqual(['GET /notes', 'GET /notes/{note}']);
    const end = Date.now();
    const sensitivity = sensitivityOf({
      plan,
      end,
      history: { facts: planted, attempts: [], defects: [] },
    });
    expect(sensitivity?.surfaces.map(({ cut }) => cut)).toEqual(late.map(({ why }) => why));
    expect(sensitivity?.untried).toEqual([]);
  });

  it('is named when the time is over', async () => {
    const { url } = await deploy(routes);
    const { worker, plan } = await sweepAndJudge(url, [read('GET /notes/{note}')]);
    const told: Fact[] = [];
    await plantLeaks(
      { ...worker, plan, record: (fact) => void told.push(fact) },
      { earlier: { facts: [], attempts: [] }, isLate: () => true },
    );
    expect(told).toMatchObject([
      { surface: 'GET /notes/{note}', result: 'unplanted', why: 'the time for it was over' },
    ]);
  });

  it('is named where planting fails, and keeps no other surface from being planted', async () => {
    const { url } = await deploy(routes);
    const surfaces = [read('GET /notes/{note}'), list('GET /notes')];
    const { worker, plan } = await sweepAndJudge(url, surfaces);
    const told: Fact[] = [];
    const rules = invariants.map((invariant) => ({
      ...invariant,
      judge(evidence: Parameters<typeof invariant.judge>[0]) {
        const isHard = evidence.history.attempts[0]?.surface === 'GET /notes';
        if (isHard) throw new RangeError('what the deployment sent');
        return invariant.judge(evidence);
      },
    }));
    await plantLeaks(
      { ...worker, plan, record: (fact) => void told.push(fact) },
      { earlier: { facts: [], attempts: [] }, rules },
    );
    expect(told.length).toBeGreaterThan(10);
    const failed = told.filter((fact) => 'surface' in fact && fact.surface === 'GET /notes');
    expect(failed).toMatchObject([{ leak: 'none', weight: 'whole', result: 'blind' }]);
    expect(JSON.stringify(told)).not.toContain('what the deployment sent');
  });

  it('is told of no more once the run is interrupted', async () => {
    const { url } = await deploy(routes);
    const { worker, plan } = await sweepAndJudge(url, [read('GET /notes/{note}')]);
    const interruption = new AbortController();
    let count = 0;
    const replay: typeof worker.replay = async (...given) => {
      count += 1;
      interruption.abort();
      return worker.replay(...given);
    };
    const { signal } = interruption;
    await plantLeaks(
      { ...worker, plan, replay, signal, record: () => undefined },
      {
        earlier: { facts: [], attempts: [] },
      },
    );
    expect(count).toBe(1);
  });
});
