import { describe, expect, it } from 'vitest';
import type { AskedSurface } from '../../deployment/surfaces/surface.ts';
import { draftFromRecording } from '../../deployment/import/draft/from-recording.ts';
import { recorded } from '../../deployment/import/har/recording.test-support.ts';
import { list, read, stream } from '../../deployment/surfaces/surfaces.ts';
import { json } from '../../exercise/http/serve.test-support.ts';
import { deploy, describeDeployment, noteAt } from '../../exercise/worker/worker.test-support.ts';
import type { Deployment, Note } from '../../exercise/worker/worker.test-support.ts';
import { ownNote, ownNotes } from '../testing/own-notes.ts';
import { runWhole } from '../testing/run-whole.ts';

/** What one more address answers: a body; null refuses. `person`: a number of the account; null for strangers. */
type Answering = (asker: {
  person: number | null;
  updated: boolean;
  note: Note | undefined;
  notes: readonly Note[];
}) => unknown;

/** Does a whole run on a healthy deployment of notes with one more address. */
async function run(surface: AskedSurface, answer: Answering) {
  let updated = false;
  const people: string[] = [];
  const { url } = await deploy({
    'GET /version': (_, __, response) => void response.end(updated ? '2' : '1'),
    ...ownNotes,
    'GET /films/{}': ownNote,
    [surface.id.replace('{note}', '{}')]: (deployment: Deployment, request, response) => {
      const viewer = deployment.viewer(request);
      if (viewer !== undefined && !people.includes(viewer)) people.push(viewer);
      const person = viewer === undefined ? null : people.indexOf(viewer);
      const body = answer({
        person,
        updated,
        note: noteAt(deployment, request),
        notes: deployment.notes,
      });
      if (body === null) return json(response, {}, 403);
      json(response, body);
    },
  });
  const definition = describeDeployment(url, {
    surfaces: [
      list('GET /notes', { shows: 'note' }),
      read('GET /notes/{note}'),
      stream('GET /films/{note}'),
      surface,
    ],
    browser: { none: 'there are no pages' },
  });
  const { accounts } = definition;
  const { verdict } = await runWhole(
    { ...definition, url, accounts: { ...accounts, secondFactor: { none: 'there is none' } } },
    () => void (updated = true),
    { accounts: 4 },
  );
  const { looksCommon, unreachedSurfaces } = verdict.coverage;
  const reasons = verdict.reasons.join('\n');
  return { verdict: verdict.verdict, reasons, looksCommon, unreachedSurfaces };
}

const imported = (surface: AskedSurface): AskedSurface => ({ ...surface, imported: true });
const catalogue = imported(list('GET /collections'));
const rows = (...names: string[]) => names.map((name) => ({ id: `kind-of-${name}`, name }));
const signedIn = (body: unknown): Answering => {
  return ({ person }) => (person === null ? null : body);
};

describe('an imported list that every account is shown alike', () => {
  it('looks common, is told, and raises no alarm', async () => {
    const result = await run(catalogue, signedIn(rows('visits', 'letters')));
    expect(result).toMatchObject({ verdict: 'holds', looksCommon: ['GET /collections'] });
  });

  it('may become another for all with the update', async () => {
    const result = await run(catalogue, ({ person, updated }) =>
      person === null ? null : rows('visits', ...(updated ? ['letters'] : [])),
    );
    expect(result).toMatchObject({ verdict: 'holds', looksCommon: ['GET /collections'] });
  });

  const news = rows('winter', 'summer').map((row) => ({ ...row, text: 'Open on Sundays.' }));
  it.each<[string, readonly object[], readonly object[]]>([
    ['news give way to other news', news, news.map((row) => ({ ...row, id: `${row.id}-2` }))],
    ['a row gets a field', rows('visits'), rows('visits').map((row) => ({ ...row, isNew: true }))],
    [
      'a catalogue gains a product with a field of its own',
      rows('walk-in', 'video'),
      [...rows('walk-in', 'video'), { id: 'kind-of-chat', name: 'chat', languages: ['en'] }],
    ],
  ])('is told, and no alarm, where %s', async (_, before, after) => {
    const result = await run(catalogue, ({ person, updated }) =>
      person === null ? null : updated ? after : before,
    );
    expect(result).toMatchObject({ verdict: 'holds', looksCommon: ['GET /collections'] });
  });

  const recent = [
    { id: 'f2c0a9', patient: 'Ann Example', reason: 'rash', startsAt: '2026-01-02T10:00:00Z' },
    { id: 'c11b70', patient: 'Bob Example', reason: 'cough', startsAt: '2026-01-02T11:00:00Z' },
  ];
  it.each<[string, readonly object[]]>([
    ['everybody\u2019s recent consultations replace it', recent],
    ['such rows join it', [...news, ...recent]],
    ['its rows name a patient', news.map((row) => ({ ...row, author: { firstName: 'Ann' } }))],
    [
      'other rows without a name replace it',
      recent.map(({ id, startsAt, reason }) => ({ id, startsAt, reason, day: 'Monday' })),
    ],
  ])('is in doubt by name where %s', async (_, after) => {
    const result = await run(catalogue, ({ person, updated }) =>
      person === null ? null : updated ? after : news,
    );
    expect(result).toMatchObject({ verdict: 'inconclusive', looksCommon: [] });
    expect(result.reasons).toMatch(/since the update other fields.*GET \/collections/s);
  });

  it('is in doubt where strangers are shown such rows too', async () => {
    const result = await run(catalogue, ({ updated }) => (updated ? recent : news));
    expect(result).toMatchObject({ verdict: 'inconclusive', looksCommon: [] });
    expect(result.reasons).toContain('since the update other fields');
  });

  it('is judged where it names accounts of the run since the update', async () => {
    const result = await run(catalogue, ({ person, updated, notes }) =>
      person === null
        ? null
        : updated
          ? notes.slice(0, 2).map(({ id, text }) => ({ id, name: text }))
          : news,
    );
    expect(result).toMatchObject({ verdict: 'violated', looksCommon: [] });
  });

  it('is judged where the update shows further rows to some', async () => {
    const result = await run(catalogue, ({ person, updated }) =>
      person === null ? null : rows('visits', ...(updated && person === 1 ? ['secret'] : [])),
    );
    expect(result).toMatchObject({ verdict: 'violated', looksCommon: [], unreachedSurfaces: [] });
  });

  it('is judged where the same ids tell of other things', async () => {
    const result = await run(catalogue, ({ person }) =>
      person === null ? null : [{ id: 'first', text: `for ${person} alone` }],
    );
    expect(result).toMatchObject({ verdict: 'violated', looksCommon: [], unreachedSurfaces: [] });
  });

  it('is a violation where the update opens it to strangers', async () => {
    const result = await run(catalogue, ({ person, updated }) =>
      person === null && !updated ? null : rows('visits'),
    );
    expect(result.verdict).toBe('violated');
  });

  it('keeps its alarm where it was written by hand, which says what to do', async () => {
    const result = await run(list('GET /collections'), signedIn(rows('visits')));
    expect(result.verdict).toBe('violated');
    expect(result.reasons).toContain('`unattributed`: GET /collections');
  });
});

describe('a list that a draft from a recording wrote', () => {
  const [line = ''] = draftFromRecording([recorded('/collections', rows('visits'))], null).surfaces
    .lines;
  // eslint-disable-next-line no-implied-eval -- the code is the very thing under test
  const made: unknown = new Function('list', `return [${line}][0];`)(list);
  const drafted = made as AskedSurface;

  it('looks common where every account is shown the same', async () => {
    const result = await run(drafted, signedIn(rows('visits', 'letters')));
    expect(result).toMatchObject({ verdict: 'holds', looksCommon: ['GET /collections'] });
  });

  it('is judged where the update shows further rows to some', async () => {
    const result = await run(drafted, ({ person, updated }) =>
      person === null ? null : rows('visits', ...(updated && person === 1 ? ['secret'] : [])),
    );
    expect(result).toMatchObject({ verdict: 'violated', looksCommon: [], unreachedSurfaces: [] });
  });
});

describe('an imported read at a fixed address', () => {
  const settings = imported(read('GET /settings'));
  let clock = 0;

  it('looks common where every account is shown the same', async () => {
    const result = await run(settings, signedIn({ theme: 'blue' }));
    expect(result).toMatchObject({ verdict: 'holds', looksCommon: ['GET /settings'] });
  });

  it('looks common where the update adds a setting or a list of words', async () => {
    const result = await run(settings, ({ person, updated }) =>
      person === null
        ? null
        : {
            theme: 'blue',
            ...(updated ? { isNew: true, languages: [{ code: 'en', name: 'English' }] } : {}),
          },
    );
    expect(result).toMatchObject({ verdict: 'holds', looksCommon: ['GET /settings'] });
  });

  it('is in doubt where the update adds somebody\u2019s records', async () => {
    const result = await run(settings, ({ person, updated }) =>
      person === null
        ? null
        : { theme: 'blue', ...(updated ? { recent: [{ patient: 'Ann Example' }] } : {}) },
    );
    expect(result.verdict).toBe('inconclusive');
    expect(result.reasons).toContain('GET /settings');
  });

  it('is public where strangers are shown the same', async () => {
    const result = await run(settings, ({ updated }) => ({ release: updated ? 2 : 1 }));
    expect(result).toMatchObject({ verdict: 'holds', looksCommon: [] });
    expect(result.unreachedSurfaces).toEqual(['GET /settings']);
  });

  it('is public where it holds a clock and a count that changes by itself', async () => {
    let asked = 0;
    const result = await run(settings, () => {
      const now = new Date(Date.UTC(2026, 0, 1) + asked * 1000).toISOString();
      return { status: 'up', at: now, uptime: (asked += 1) / 10 };
    });
    expect(result).toMatchObject({ verdict: 'holds', unreachedSurfaces: ['GET /settings'] });
  });

  it.each<[string, Answering]>([
    [
      'each account is shown a number of its own, though a clock stands beside it',
      ({ person }) => ({ status: 'up', uptime: (clock += 1), number: person ?? 99 }),
    ],
    [
      'accounts are shown different ones after the update',
      ({ person, updated }) => (person === null ? null : { theme: updated ? person : 'blue' }),
    ],
    [
      'strangers are shown it after the update',
      ({ person, updated }) => (person === null && !updated ? null : { theme: 'blue' }),
    ],
    ['strangers are shown another', ({ person }) => ({ theme: person === null ? 'red' : 'blue' })],
  ])('is inconclusive by name where %s', async (_, answer) => {
    const result = await run(settings, answer);
    expect(result.verdict).toBe('inconclusive');
    expect(result.reasons).toContain('GET /settings');
  });
});

describe('an imported stream that no owner was granted', () => {
  const segments = imported(stream('GET /segments/{note}'));

  it('is not judged where everybody is refused', async () => {
    const result = await run(segments, () => null);
    expect(result).toMatchObject({ verdict: 'holds', unreachedSurfaces: [segments.id] });
  });

  it('is inconclusive by name where strangers are given something since the update', async () => {
    const result = await run(segments, ({ person, updated, note }) =>
      person === null && updated && note ? { bytes: `a part of ${note.id.slice(-6)}` } : null,
    );
    expect(result.verdict).toBe('inconclusive');
    expect(result.reasons).toMatch(/gave strangers something after the update.*GET \/segments/s);
  });
});
