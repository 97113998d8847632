import { describe, expect, it } from 'vitest';
import { list, read } from '../../deployment/surfaces/surfaces.ts';
import type { Surface } from '../../deployment/surfaces/surface.ts';
import { json } from '../../exercise/http/serve.test-support.ts';
import { deploy } from '../../exercise/worker/worker.test-support.ts';
import { judgeRun } from '../../judging/judge.ts';
import { resultOf, sweepAndJudge, withAlone, without } from './sweep-and-judge.test-support.ts';

/** What a field shows: the viewer's notes and all there are, and how often it was asked for. */
type Field = (own: number, all: number, asked: number) => unknown;

/** Notes, each with a field beside its text, and one's own details with the same. */
async function run(field: Field, surfaces: readonly Surface[], options = withAlone) {
  let asked = 0;
  const { url } = await deploy({
    'GET /notes': (state, request, response) => {
      const viewer = state.viewer(request);
      if (viewer === undefined) return json(response, {}, 401);
      const own = state.notes.filter(({ owner }) => owner === viewer);
      const shown = field(own.length, state.notes.length, (asked += 1));
      json(response, { items: own.map((note) => ({ ...note, shown })) });
    },
    'GET /self': (state, request, response) => {
      const viewer = state.viewer(request);
      if (viewer === undefined) return json(response, {}, 401);
      const own = state.notes.filter(({ owner }) => owner === viewer);
      const shown = field(own.length, state.notes.length, (asked += 1));
      json(response, { latest: own[0], offers: [{ shown }], at: asked });
    },
  });
  return sweepAndJudge(url, surfaces, {}, options);
}

const notes = [list('GET /notes')];
const both = [...notes, read('GET /self')];

const judged = async (...by: Parameters<typeof run>) => {
  const judgement = await run(...by);
  const { kind, owner, sighting } = judgement.findings['undisturbed-view']?.breaches[0] ?? {};
  return { ...resultOf(judgement, 'undisturbed-view'), kind, owner, where: sighting?.where };
};

describe('a field of one’s own', () => {
  it('that never moves holds, as does one that follows the account’s own', async () => {
    expect((await judged(() => 'steady', both)).verdict).toBe('holds');
    expect((await judged((own) => own, both)).verdict).toBe('holds');
  });

  it('that moves each time that another account creates something violates it', async () => {
    const found = await judged((_, all) => `asked by ${all} people`, notes);
    expect(found).toMatchObject({ verdict: 'violated', kind: 'disturbance' });
    expect(found.where).toBe('$.items[*].shown');
    expect(found.owner).toMatch(/^a\d/);
    const inRead = await judged((_, all) => `asked by ${all} people`, [read('GET /self')]);
    expect(inRead).toMatchObject({ verdict: 'violated', where: '$.offers[0].shown' });
  });

  it('is found so by this probe alone', async () => {
    const omitted = await judged((_, all) => `${all}`, notes, without('undisturbed-view'));
    expect(omitted.verdict).toBe('inapplicable');
  });

  it('that moves in quiet too, or only now and then, is no violation', async () => {
    expect((await judged((_own, _all, asked) => asked, notes)).verdict).toBe('holds');
    expect((await judged((_, all) => all >> 2, notes)).verdict).toBe('holds');
  });

  it('may move where the definition says that it is shared', async () => {
    const { plan, worker } = await run((_, all) => all, notes);
    const shared = [{ surface: 'GET /notes', path: '$.items[*].shown', why: 'a queue' }];
    const history = { ...worker.recorded, defects: [] };
    const verdicts = [{}, { shared }].map(
      (more) =>
        judgeRun({ plan: { ...plan, ...more }, history }).findings['undisturbed-view']?.verdict,
    );
    expect(verdicts).toEqual(['violated', 'holds']);
  });
});
