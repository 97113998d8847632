import { describe, expect, it } from 'vitest';
import type { Definition } from '../../deployment/definition.ts';
import { list, read, stream } from '../../deployment/surfaces/surfaces.ts';
import { json } from '../../exercise/http/serve.test-support.ts';
import { deploy, describeDeployment, noteAt } from '../../exercise/worker/worker.test-support.ts';
import { ownNotes } from '../testing/own-notes.ts';
import {
  resultOf,
  sweepAndJudge,
  sweepBothSides,
  without,
} from './sweep-and-judge.test-support.ts';

/** To whom what was removed is still given: in its details, or as the sound that was recorded. */
type Fault = { part: 'details' | 'sound'; whom: 'owner' | 'signed in' | 'everybody' };

const surfaces = [
  list('GET /notes', { shows: 'note' }),
  read('GET /notes/{note}'),
  stream('GET /sounds/{note}', { variants: [] }),
];

/** A service that marks notes as removed; where it has a fault, one part does not look at the mark. */
async function serve(fault: Fault | null) {
  const removed = new Set<string>();
  const given = (part: Fault['part']) =>
    (async (...[deployment, request, response]) => {
      const viewer = deployment.viewer(request);
      const note = noteAt(deployment, request);
      const isGone = note !== undefined && removed.has(note.id);
      const isOpen =
        isGone &&
        fault?.part === part &&
        (fault.whom === 'everybody' ||
          (viewer !== undefined && (fault.whom === 'signed in' || viewer === note.owner)));
      if (viewer === undefined && !isOpen) return json(response, {}, 401);
      if (note === undefined || (!isOpen && (isGone || viewer !== note.owner)))
        return json(response, {}, 404);
      if (part === 'details') return json(response, note);
      response.writeHead(200, { 'content-type': 'audio/webm' });
      response.end(`\x1aE\xdf\xa3 ${note.text}`);
    }) satisfies Parameters<typeof deploy>[0][string];
  const { url } = await deploy({
    ...ownNotes,
    'GET /notes': (deployment, request, response) => {
      const viewer = deployment.viewer(request);
      if (viewer === undefined) return json(response, {}, 401);
      const own = deployment.notes.filter(({ id, owner }) => owner === viewer && !removed.has(id));
      json(response, { items: own });
    },
    'GET /notes/{}': given('details'),
    'GET /sounds/{}': given('sound'),
    'DELETE /notes/{}': (deployment, request, response) => {
      const note = noteAt(deployment, request);
      if (note?.owner !== deployment.viewer(request)) return json(response, {}, 404);
      removed.add(note?.id ?? '');
      json(response, {});
    },
  });
  const { consultations } = describeDeployment(url);
  const remove: Definition['consultations']['remove'] = async ({ http, ids }) =>
    void (await http.delete(`/notes/${ids['note']}`));
  return { url, more: { consultations: { ...consultations, remove } } };
}

async function judged(fault: Fault | null, omit = '') {
  const { url, more } = await serve(fault);
  const run = await sweepAndJudge(url, surfaces, more, without(omit));
  const broken = Object.entries(run.findings)
    .filter(([, { verdict }]) => verdict === 'violated')
    .map(([id]) => id);
  const own = resultOf(run, 'own-access').verdict;
  return { ...resultOf(run, 'no-access-after-revocation'), broken, own };
}

describe('what its owner removed', () => {
  it('raises no alarm where it is gone', async () => {
    expect(await judged(null)).toEqual({
      verdict: 'holds',
      owners: [],
      reasons: [],
      broken: [],
      own: 'holds',
    });
  });

  it('is not missed among what its owner is shown, after an update too', async () => {
    const { url, more } = await serve(null);
    const run = await sweepBothSides(url, surfaces, () => undefined, more);
    expect(resultOf(run, 'own-access')).toMatchObject({ verdict: 'holds', reasons: [] });
  });

  it.each<Fault>([
    { part: 'details', whom: 'owner' },
    { part: 'details', whom: 'signed in' },
    { part: 'sound', whom: 'owner' },
    { part: 'sound', whom: 'everybody' },
  ])('is found where its $part still come to: $whom', async (fault) => {
    const { verdict, broken } = await judged(fault);
    expect({ verdict, broken }).toEqual({
      verdict: 'violated',
      broken: ['no-access-after-revocation'],
    });
  });

  it('is found by this probe alone', async () => {
    const { verdict, broken } = await judged({ part: 'sound', whom: 'owner' }, 'removed-things');
    expect({ verdict, broken }).toEqual({ verdict: 'inapplicable', broken: [] });
  });
});
