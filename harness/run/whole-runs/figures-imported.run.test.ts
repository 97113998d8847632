import { describe, expect, it } from 'vitest';
import { fromOpenApi } from '../../deployment/import/open-api/from-open-api.ts';
import {
  described,
  inPath,
  json as answers,
  written,
} from '../../deployment/import/open-api/written.test-support.ts';
import { figure, none, noSurface } from '../../deployment/surfaces/surfaces.ts';
import type { Surface } from '../../deployment/surfaces/surface.ts';
import { json } from '../../exercise/http/serve.test-support.ts';
import { deploy, describeDeployment, noteAt } from '../../exercise/worker/worker.test-support.ts';
import { runWhole } from '../testing/run-whole.ts';

/** What a number is, of the notes that are the viewer's, of all notes, and of how often it was asked for. */
type Count = (own: number, all: number, asked: number) => number;

const ofOwn: Count = (own) => own;
const ofAll: Count = (_, all) => all;
/** Who waits comes and goes, whoever looks. */
const queue: Count = (_, all, asked) => all + (asked % 5);

const row = { type: 'object', properties: { id: { type: 'string' }, text: { type: 'string' } } };
const total = { type: 'object', properties: { total: { type: 'integer' } } };
const document = described({
  '/notes': { get: { responses: answers({ type: 'array', items: row }) } },
  '/notes/{note}': { get: { parameters: inPath('note'), responses: answers(row) } },
  '/notes/count': { get: { responses: answers(total) } },
});

/** A whole run over what the document describes, and over what is described beside it. */
async function verified(after: Count, beside: readonly Surface[]) {
  let count = ofOwn;
  let release = '1';
  let asked = 0;
  const { url } = await deploy({
    'GET /version': (_state, _request, response) => json(response, release),
    'GET /notes': ({ notes, viewer }, request, response) => {
      const asking = viewer(request);
      const own = notes.filter(({ owner }) => owner === asking);
      json(
        response,
        own.map(({ id, text }) => ({ id, text })),
        asking === undefined ? 401 : 200,
      );
    },
    'GET /notes/{}': (live, request, response) => {
      const note = noteAt(live, request);
      const asking = live.viewer(request);
      if (asking === undefined) return json(response, {}, 401);
      if (note?.owner !== asking) return json(response, {}, 404);
      json(response, { id: note.id, text: note.text });
    },
    'GET /notes/count': ({ notes, viewer }, request, response) => {
      const asking = viewer(request);
      if (asking === undefined) return json(response, {}, 401);
      const own = notes.filter(({ owner }) => owner === asking);
      json(response, { total: count(own.length, notes.length, (asked += 1)) });
    },
  });
  const imported = await fromOpenApi(await written({ 'openapi.json': document }));
  const usual = describeDeployment(url);
  const definition = {
    ...usual,
    url,
    accounts: { ...usual.accounts, secondFactor: none('patients sign in with one secret') },
    sharing: none('notes are nobody else\u2019s'),
    surfaces: [...imported, ...beside, noSurface('stream', 'notes are text')],
  };
  const { verdict } = await runWhole(definition, () => {
    count = after;
    release = '2';
  });
  return verdict;
}

const place = ['GET /notes/count#total', '$.total'] as const;
const counted = figure(...place);

describe('a figure beside what a document describes', () => {
  it('holds where it goes on counting the account’s own', async () => {
    expect(await verified(ofOwn, [counted])).toMatchObject({ verdict: 'holds', reasons: [] });
  });

  it('is violated by name where the update makes it count what is others’', async () => {
    const { verdict, violations } = await verified(ofAll, [counted]);
    expect(verdict).toBe('violated');
    expect(violations[0]).toMatchObject({
      invariant: 'undisturbed-view',
      surface: 'GET /notes/count#total',
      phases: ['after-update'],
      sighting: { what: 'what follows what another account does', where: '$.total' },
    });
  });

  it('that moves by design is inconclusive, until the definition says why', async () => {
    const { verdict, reasons, violations } = await verified(queue, [counted]);
    expect([verdict, violations]).toEqual(['inconclusive', []]);
    expect(reasons.join()).toMatch(
      /the figure moved without its account’s doing after the update: .* \(say by `shared` why it may\): GET \/notes\/count#total/,
    );
    const shown = figure(...place, { unattributed: 'how many wait is shown to all' });
    expect(await verified(queue, [shown])).toMatchObject({ verdict: 'holds', reasons: [] });
  });

  it('that nobody described is told as not judged, with the remedy', async () => {
    const { verdict, coverage } = await verified(ofAll, []);
    expect(verdict).toBe('holds');
    expect(coverage.whyUnreached).toEqual({
      'GET /notes/count': expect.stringContaining('numbers only: describe it by figure(…)'),
    });
  });
});
