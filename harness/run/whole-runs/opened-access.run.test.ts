import { describe, expect, it } from 'vitest';
import type { Definition } from '../../deployment/definition.ts';
import type { AskedSurface } from '../../deployment/surface.ts';
import { download, figure, list, read, stream } from '../../deployment/surfaces.ts';
import { json } from '../../exercise/http/serve.test-support.ts';
import { deploy, describeDeployment, noteAt } from '../../exercise/worker/worker.test-support.ts';
import type { Note, Routes } from '../../exercise/worker/worker.test-support.ts';
import { ownNote, ownNotes } from '../testing/own-notes.ts';
import { runWhole } from '../testing/run-whole.ts';

/** One more address of a deployment of notes: a status, or a body. `viewer`: undefined without a session. */
type Answering = (asker: {
  viewer: string | undefined;
  updated: boolean;
  note: Note | undefined;
  notes: readonly Note[];
}) => number | object;

/** Takes a deployment of notes with one more address through an update. */
async function run(
  surface: AskedSurface,
  answer: Answering,
  accept: Definition['accept'] = [],
  more: Routes = {},
) {
  let updated = false;
  const { url } = await deploy({
    'GET /version': (_, __, response) => void response.end(updated ? '2' : '1'),
    ...ownNotes,
    'GET /films/{}': ownNote,
    [surface.id.replace('{note}', '{}')]: (deployment, request, response) => {
      const viewer = deployment.viewer(request);
      const note = noteAt(deployment, request);
      const answered = answer({ viewer, updated, note, notes: deployment.notes });
      if (typeof answered === 'number') return json(response, {}, answered);
      if (!Buffer.isBuffer(answered)) return json(response, answered);
      response.writeHead(200, { 'content-type': 'video/webm' }).end(answered);
    },
    ...more,
  });
  const definition = describeDeployment(url, {
    surfaces: [
      list('GET /notes', { shows: 'note' }),
      read('GET /notes/{note}'),
      stream('GET /films/{note}'),
      surface,
    ],
    accept,
    browser: { none: 'there are no pages' },
  });
  const { accounts } = definition;
  const { verdict } = await runWhole(
    { ...definition, url, accounts: { ...accounts, secondFactor: { none: 'there is none' } } },
    () => void (updated = true),
  );
  const opened = verdict.access?.opened.filter(({ judged }) => judged) ?? [];
  return {
    verdict: verdict.verdict,
    invariant: verdict.invariants.find(({ id }) => id === 'no-opened-access')?.verdict,
    opened: [...new Set(opened.map(({ surface: id, role }) => `${id} ${role}`))],
    reasons: verdict.reasons,
    access: verdict.access,
  };
}

const imported = (surface: AskedSurface): AskedSurface => ({ ...surface, imported: true });
const isOwn: (asker: Parameters<Answering>[0]) => boolean = ({ viewer, note }) =>
  viewer !== undefined && note?.owner === viewer;

describe('a healthy update raises no alarm where it', () => {
  const healthy = { verdict: 'holds', invariant: 'holds', opened: [], reasons: [] };

  it('adds a route', async () => {
    const result = await run(imported(read('GET /letters/{note}')), (asker) => {
      if (!asker.updated) return 404;
      return isOwn(asker) ? { ...asker.note } : 403;
    });
    expect(result).toMatchObject({ ...healthy, access: { brought: ['GET /letters/{note}'] } });
  });

  it('renames ids', async () => {
    const result = await run(imported(read('GET /letters/{note}')), (asker) => {
      const isOld = asker.notes.indexOf(asker.note as Note) % 2 === 0;
      if (asker.updated && isOld) return 404;
      return isOwn(asker) ? { ...asker.note } : 404;
    });
    expect(result).toMatchObject({ invariant: 'holds', opened: [] });
  });

  it('answers with nothing where it said that there is nothing', async () => {
    const result = await run(imported(list('GET /letters')), ({ viewer, updated }) => {
      if (viewer === undefined) return 401;
      return updated ? { items: [] } : 404;
    });
    expect(result).toMatchObject(healthy);
  });

  it('answers for whatever id with the same', async () => {
    const result = await run(imported(read('GET /letters/{note}')), (asker) => {
      if (isOwn(asker)) return { ...asker.note };
      return asker.updated ? { found: false, hint: 'nothing here' } : 404;
    });
    expect(result).toMatchObject(healthy);
  });

  it('finishes what was being made', async () => {
    const result = await run(imported(read('GET /letters/{note}')), (asker) => {
      if (!isOwn(asker)) return 403;
      return asker.updated ? { ...asker.note } : 409;
    });
    expect(result).toMatchObject(healthy);
  });
});

describe('a page that an update publishes', () => {
  const news = imported(read('GET /news'));
  const published: Answering = ({ viewer, updated }) =>
    viewer !== undefined || updated ? { title: 'The clinic is open on Sundays' } : 401;

  it('is inconclusive by its name, and nothing else is', async () => {
    const { verdict, invariant, opened, reasons } = await run(news, published);
    expect({ verdict, invariant }).toEqual({ verdict: 'inconclusive', invariant: 'inconclusive' });
    expect(opened).toEqual(['GET /news anonymous']);
    expect(reasons.filter((why) => !why.includes(news.id))).toEqual([]);
  });

  it('is passed over once somebody admits it', async () => {
    const reason = 'published';
    const admitted = { surface: news.id, reason, by: 'Ann', until: '2999-01-01' } as const;
    const result = await run(news, published, [{ what: 'opened', ...admitted }]);
    expect(result).toMatchObject({ verdict: 'holds', opened: ['GET /news anonymous'] });
    const { invariant } = await run(news, published, [{ what: 'gap', ...admitted }]);
    expect(invariant).toBe('inconclusive');
  });
});

describe('an update that opens, without a token to tell it by,', () => {
  it('an imported surface that no owner was ever granted is told', async () => {
    const jobs = imported(read('GET /admin/jobs'));
    const open: Answering = ({ updated }) => (updated ? { queue: 'mail', waiting: 'none' } : 403);
    expect(await run(jobs, open)).toMatchObject({
      invariant: 'inconclusive',
      opened: ['GET /admin/jobs anonymous', 'GET /admin/jobs patient'],
    });
    expect(await run(jobs, () => 403)).toMatchObject({ invariant: 'holds', opened: [] });
  });

  it.each([
    ['is told', true, 'inconclusive', ['anonymous', 'patient']],
    ['is not, where it stays closed', false, 'holds', []],
  ])('media that cannot be recognised %s', async (_, isOpen, verdict, roles) => {
    let cut = 0;
    // Another each time, as of a server that puts a mark of its own into each copy.
    const film = () => Buffer.from(`\x1aE\xdf\xa3${`${(cut += 1)} `.repeat(500)}`, 'latin1');
    const clips = imported(download('GET /clips/{note}'));
    const { invariant, opened } = await run(clips, (asker) => {
      if (asker.note === undefined) return 404;
      return isOwn(asker) || (isOpen && asker.updated) ? film() : 403;
    });
    expect(invariant).toBe(verdict);
    expect(opened).toEqual(roles.map((role) => `GET /clips/{note} ${role}`));
  });

  it('a figure is told', async () => {
    const total = figure('GET /count', '$.total');
    const answer =
      (isOpen: boolean): Answering =>
      ({ viewer, updated, notes }) => {
        if (viewer === undefined && !(isOpen && updated)) return 401;
        return { total: notes.filter(({ owner }) => owner === viewer).length };
      };
    const { invariant, opened } = await run(total, answer(true));
    expect({ invariant, opened }).toEqual({
      invariant: 'inconclusive',
      opened: ['GET /count anonymous'],
    });
    expect(await run(total, answer(false))).toMatchObject({ invariant: 'holds', opened: [] });
  });
});

it('another’s notes, with their tokens, are violated', async () => {
  const letters = read('GET /letters/{note}');
  const result = await run(letters, (asker) => {
    if (isOwn(asker)) return { ...asker.note };
    return asker.updated && asker.viewer !== undefined && asker.note !== undefined
      ? { ...asker.note }
      : 404;
  });
  expect(result).toMatchObject({
    invariant: 'violated',
    opened: ['GET /letters/{note} patient'],
  });
});
