import { describe, expect, it } from 'vitest';
import { fromOpenApi } from '../../deployment/import/open-api/from-open-api.ts';
import {
  described,
  json as answers,
  written,
} from '../../deployment/import/open-api/written.test-support.ts';
import { recordedSurfaces } from '../../deployment/import/har/recorded-surfaces.ts';
import { recorded } from '../../deployment/import/har/recording.test-support.ts';
import { askable } from '../../deployment/surfaces/surface.ts';
import type { Surface } from '../../deployment/surfaces/surface.ts';
import { json } from '../../exercise/http/serve.test-support.ts';
import { deploy } from '../../exercise/worker/worker.test-support.ts';
import { resultOf, sweepAndJudge } from './sweep-and-judge.test-support.ts';

const rows = { type: 'array', items: { type: 'object', properties: { id: {}, text: {} } } };

/** The search, imported from a document that describes its parameter. */
async function fromDocument(required: boolean): Promise<Surface[]> {
  const parameters = [{ name: 'q', in: 'query', required, example: 'cough', schema: {} }];
  const document = described({ '/search': { get: { parameters, responses: answers(rows) } } });
  return askable(await fromOpenApi(await written({ 'openapi.json': document })));
}

/** The search, imported from a recording in which a person searched for a word. */
function fromRecording(): Surface[] {
  const found = recorded('/search?q=cough', [{ id: 'n_1', text: 'a cough' }]);
  return recordedSurfaces([found], { url: 'https://clinic.test' }).surfaces;
}

/** A deployment whose search shows nothing where nothing is searched for. `forgetful`: it has lost whose notes are whose. */
async function judged(surfaces: readonly Surface[], forgetful: boolean) {
  const { url } = await deploy({
    'GET /search': ({ notes, viewer }, request, response) => {
      const asking = viewer(request);
      if (asking === undefined) return json(response, [], 401);
      const term = new URL(request.url ?? '', 'http://any.invalid').searchParams.get('q') ?? '';
      const within = notes.filter(({ owner }) => forgetful || owner === asking);
      const found = term === '' ? [] : within.filter(({ text }) => text.includes(term));
      json(
        response,
        found.map(({ id, text }) => ({ id, text })),
      );
    },
  });
  const { verdict, owners } = resultOf(await sweepAndJudge(url, surfaces));
  return { verdict, leaks: owners.length > 0 };
}

describe('an imported search', () => {
  it.each([
    ['a parameter that may be left out', async () => fromDocument(false)],
    ['a parameter that must be there', async () => fromDocument(true)],
    ['a recording', async () => fromRecording()],
  ])('of %s is asked for what accounts have, and judged', async (_, surfaces) => {
    expect(await judged(await surfaces(), false)).toEqual({ verdict: 'holds', leaks: false });
    expect(await judged(await surfaces(), true)).toEqual({ verdict: 'violated', leaks: true });
  });
});
