import { describe, expect, it } from 'vitest';
import { list, read } from '../../deployment/surfaces/surfaces.ts';
import { json } from '../../exercise/http/serve.test-support.ts';
import { deploy, noteAt } from '../../exercise/worker/worker.test-support.ts';
import type { Deployment, Note } from '../../exercise/worker/worker.test-support.ts';
import { sweepBothSides } from './sweep-and-judge.test-support.ts';

/** What stands in every answer, and must never stand in a history. */
const secrets = ['Ada Lovelace', '1815-12-10', 'of nobody in the run'];

const record = ({ id, owner, text }: Note) => ({
  id,
  owner,
  text: `${text} ${secrets[0]}`,
  born: secrets[1],
});

/** A deployment of notes, whose update shows everybody what `isShown` says. */
async function notesWith(isShown: (note: Note, viewer: string) => boolean) {
  const state = { isUpdated: false };
  const maySee = (note: Note, viewer: string) =>
    note.owner === viewer || (state.isUpdated && isShown(note, viewer));
  const viewerOf = (deployment: Deployment, request: Parameters<Deployment['viewer']>[0]) =>
    deployment.viewer(request);
  const { url } = await deploy({
    'GET /notes': (deployment, request, response) => {
      const viewer = viewerOf(deployment, request);
      if (viewer === undefined) return json(response, { error: 'sign in' }, 401);
      const notes = deployment.notes.filter((note) => maySee(note, viewer)).map(record);
      json(response, { notes, footer: secrets[2] });
    },
    'GET /notes/{}': (deployment, request, response) => {
      const note = noteAt(deployment, request);
      const viewer = viewerOf(deployment, request) ?? '';
      if (note === undefined || !maySee(note, viewer))
        return json(response, { error: 'none' }, 404);
      json(response, record(note));
    },
  });
  const surfaces = [list('GET /notes', { shows: 'note' }), read('GET /notes/{note}')];
  return sweepBothSides(url, surfaces, () => (state.isUpdated = true));
}

describe('shapes of answers', () => {
  it('are kept of what a violation brought back, and of what came before it', async () => {
    const { verdict, cases, shaped } = await notesWith(() => true);
    expect(verdict.verdict).toBe('violated');
    const surfaces = new Set(verdict.violations.map(({ surface }) => surface));
    expect(surfaces).toEqual(new Set(['GET /notes', 'GET /notes/{note}']));
    for (const surface of surfaces) {
      const shown = cases
        .filter(({ violation }) => violation.surface === surface)
        .flatMap(({ attempts }) => attempts)
        .find(({ shape }) => shape !== undefined);
      expect(shown?.shape?.text.filter((piece) => typeof piece === 'number')).not.toEqual([]);
      const before = shaped.filter(
        (attempt) => attempt.phase === 'before-update' && attempt.surface === surface,
      );
      expect(new Set(before.map(({ outcome }) => outcome)).size).toBeGreaterThan(1);
    }
  });

  it('hold fields and sightings, and nothing else of an answer', async () => {
    const { shaped } = await notesWith(() => true);
    const all = JSON.stringify(shaped.map(({ shape }) => shape));
    expect(all).toContain('footer');
    for (const secret of secrets) expect(all).not.toContain(secret);
    expect(all).not.toMatch(/note_|acc_|333/);
  });

  it('are few and short in a healthy run too', async () => {
    const { verdict, shaped, findings } = await notesWith(() => false);
    expect(verdict.violations).toEqual([]);
    expect(findings['no-foreign-listing']?.verdict).toBe('holds');
    expect(shaped.length).toBeGreaterThan(4);
    expect(shaped.length).toBeLessThan(verdict.coverage.attempts / 3);
    const texts = shaped.map(({ shape }) => JSON.stringify(shape));
    expect(Math.max(...texts.map(({ length }) => length))).toBeLessThan(2100);
  });
});
