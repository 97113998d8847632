import { describe, expect, it } from 'vitest';
import { list, read } from '../../deployment/surfaces/surfaces.ts';
import { write } from '../../deployment/write.ts';
import type { Write } from '../../deployment/write.ts';
import { json } from '../../exercise/http/serve.test-support.ts';
import { deploy, noteAt } from '../../exercise/worker/worker.test-support.ts';
import type { Deployment, Note } from '../../exercise/worker/worker.test-support.ts';
import { sweepAndJudge, without } from './sweep-and-judge.test-support.ts';

type Fields = { text?: string; ownerId?: string };
/** What a server does with a write. `note`: the one in the address, or a new one of the viewer's. */
type Faults = {
  /** Whether a viewer may write to a note. */
  mayWrite?: (note: Note, viewer: string, fields: Fields) => boolean;
  /** It takes over the owner from the body. */
  takesOwner?: boolean;
  /** Notes say when they were looked at last. */
  moves?: boolean;
  /** Writing does nothing. */
  isDeaf?: boolean;
  /** Every third list is the one that was asked for before. */
  mixesLists?: boolean;
};

const surfaces = [list('GET /notes', { shows: 'note' }), read('GET /notes/{note}')];
const body = { json: ({ token }: { token(field: string): string }) => ({ text: token('text') }) };
const patch = write('PATCH /notes/{note}', body);
const remove = write('DELETE /notes/{note}');
const create = write('POST /own-notes', body);

/** Notes that can be written, with faults. */
async function judged(faults: Faults, writes: readonly Write[] = [patch], omit = '') {
  const own: NonNullable<Faults['mayWrite']> = (note, viewer) => note.owner === viewer;
  const {
    mayWrite = own,
    takesOwner = false,
    moves = false,
    isDeaf = false,
    mixesLists = false,
  } = faults;
  let [asked, previous]: [number, readonly Note[]] = [0, []];
  const seenAt = new Map<Note, number>();
  const shown = (note: Note) => {
    const times = (seenAt.get(note) ?? 0) + 1;
    seenAt.set(note, times);
    return moves ? { ...note, status: times > 1 ? 'read' : 'unread' } : note;
  };
  const written = (deployment: Deployment, note: Note, fields: Fields) => {
    if (isDeaf) return;
    note.text = fields.text ?? note.text;
    if (takesOwner && fields.ownerId !== undefined) note.owner = fields.ownerId;
  };
  const { url } = await deploy({
    'GET /notes': (state, request, response) => {
      const viewer = state.viewer(request);
      if (viewer === undefined) return json(response, {}, 401);
      const items = state.notes.filter(({ owner }) => owner === viewer);
      asked += 1;
      json(response, { items: mixesLists && asked % 3 === 0 ? previous : items });
      previous = items;
    },
    'GET /notes/{}': (state, request, response) => {
      const note = noteAt(state, request);
      if (note === undefined || note.owner !== state.viewer(request))
        return json(response, {}, 404);
      json(response, shown(note));
    },
    'PATCH /notes/{}': (state, request, response, text) => {
      const [note, viewer] = [noteAt(state, request), state.viewer(request) ?? ''];
      const fields = JSON.parse(text) as Fields;
      if (note === undefined || !mayWrite(note, viewer, fields)) return json(response, {}, 404);
      written(state, note, fields);
      json(response, note);
    },
    'DELETE /notes/{}': (state, request, response) => {
      const [note, viewer] = [noteAt(state, request), state.viewer(request) ?? ''];
      if (note === undefined || !mayWrite(note, viewer, {})) return json(response, {}, 404);
      state.notes.splice(state.notes.indexOf(note), 1);
      json(response, {});
    },
    'POST /own-notes': (state, request, response, text) => {
      const owner = state.viewer(request);
      if (owner === undefined) return json(response, {}, 401);
      const note = { id: `note_${crypto.randomUUID()}`, owner, text: '' };
      written(state, note, JSON.parse(text) as Fields);
      state.notes.push(note);
      json(response, { id: note.id }, 201);
    },
  });
  const result = await sweepAndJudge(url, surfaces, { writes }, omit === '' ? {} : without(omit));
  const { verdict, breaches, reasons } = result.findings['no-tampering'] ?? {};
  const others = Object.entries(result.findings).filter(([id]) => id !== 'no-tampering');
  return {
    verdict,
    reasons,
    ways: [...new Set(breaches?.map(({ attempt }) => attempt.variant))].sort(),
    viewers: new Set(breaches?.map(({ attempt }) => attempt.viewer)),
    broken: others.filter(([, finding]) => finding.breaches.length > 0).map(([id]) => id),
  };
}

describe('a write to what is another’s', () => {
  it('changes nothing where it is refused', async () => {
    expect(await judged({}, [patch, remove, create])).toMatchObject({
      verdict: 'holds',
      broken: [],
      reasons: [],
    });
  });

  it.each([patch, remove])('is found by this probe alone, once: $id', async (one) => {
    const faults: Faults = { mayWrite: () => true };
    expect(await judged(faults, [one])).toMatchObject({
      verdict: 'violated',
      ways: ['foreign-write'],
      broken: [],
    });
    expect((await judged(faults, [one], 'foreign-write')).verdict).toBe('inconclusive');
  });

  it('is found where nobody need be signed in for it', async () => {
    const faults: Faults = { mayWrite: ({ owner }, viewer) => viewer === '' || owner === viewer };
    const { verdict, viewers } = await judged(faults);
    expect([verdict, [...viewers]]).toEqual(['violated', ['anonymous']]);
  });

  it('is found where the body says whose it is', async () => {
    const faults: Faults = {
      mayWrite: ({ owner }, viewer, { ownerId = owner }) => ownerId === viewer,
    };
    expect(await judged(faults)).toMatchObject({ verdict: 'violated', ways: ['claimed'] });
  });

  it.each([patch, create])('is found where the body gives it away: $id', async (one) => {
    expect(await judged({ takesOwner: true }, [one])).toMatchObject({
      verdict: 'violated',
      ways: ['given-away'],
      broken: [],
    });
  });
});

it('what changes by itself is nobody’s doing', async () => {
  expect(await judged({ moves: true })).toMatchObject({ verdict: 'holds', reasons: [] });
  expect((await judged({ moves: true, mayWrite: () => true })).verdict).toBe('violated');
});

it('what an owner is shown of another’s is a leak, and no change of theirs', async () => {
  const { verdict, broken } = await judged({ mixesLists: true });
  expect(verdict).not.toBe('violated');
  expect(broken).toContain('no-foreign-listing');
});

it('a write that shows nowhere, or was tried by nobody, proves nothing', async () => {
  const deaf = await judged({ isDeaf: true });
  expect(deaf.verdict).toBe('inconclusive');
  expect(deaf.reasons?.join()).toContain('the owner saw nothing change');
  const never = write('PATCH /visits/{visit}', body);
  expect((await judged({}, [patch, never])).reasons?.join()).toContain('nobody has tried');
});
