import { describe, expect, it } from 'vitest';
import { list } from '../../deployment/surfaces/surfaces.ts';
import { json } from '../../exercise/http/serve.test-support.ts';
import { deploy } from '../../exercise/worker/worker.test-support.ts';
import type { Note } from '../../exercise/worker/worker.test-support.ts';
import { resultOf, sweepAndJudge, without } from './sweep-and-judge.test-support.ts';

type Asked = { viewer: string; query: URLSearchParams };
type Answer = { rows: readonly Note[]; next?: string | null } | number;

/** The correct list: pages by cursor, with two rows for each note. */
const healthy = (notes: readonly Note[], { viewer, query }: Asked): Answer => {
  const own = notes.filter(({ owner }) => owner === viewer).flatMap((note) => [note, note]);
  const rows = own.map((note, index) => ({ ...note, text: `${note.text} ${index}` }));
  const [from, owner = viewer] = (query.get('cursor') ?? '0').split('.');
  if (owner !== viewer) return 400;
  const size = Number(query.get('limit') ?? 20);
  if (size < 1 || size > 100) return 422;
  const page = Number(query.get('page') ?? 1);
  if (page < 1) return 500;
  const at = Number(from) + (page - 1) * size;
  const next = at + size < rows.length ? `${at + size}.${viewer}` : null;
  return { rows: rows.slice(at, at + size), next };
};

/** Faulty lists: each answers unexpected queries with all notes, or null where it answers correctly. */
type Fault = (notes: readonly Note[], asked: Asked) => Answer | null;
const all = (notes: readonly Note[]): Answer => ({ rows: notes, next: null });
const of = (notes: readonly Note[], owner: string): Answer => ({
  rows: notes.filter((note) => note.owner === owner),
  next: null,
});

const faults: Record<string, Fault> = {
  'a page after the last': (notes, { query }) => (query.get('page') === '9999' ? all(notes) : null),
  'page 0': (notes, { query }) => (query.get('page') === '0' ? all(notes) : null),
  'page −1': (notes, { query }) => (query.get('page') === '-1' ? all(notes) : null),
  'a page after the one that says it is the last': (notes, { query }) =>
    query.get('page') === '2' ? all(notes) : null,
  'an offset of as many rows as one has': (notes, { query }) =>
    query.get('offset') === '2' ? all(notes) : null,
  'a huge limit': (notes, { query }) => (Number(query.get('limit')) > 1000 ? all(notes) : null),
  'a cursor of somebody else': (notes, { query }) => {
    const [, owner] = query.get('cursor')?.split('.') ?? [];
    return owner === undefined ? null : of(notes, owner);
  },
  'another order': (notes, { query }) => (query.get('sort') === 'oldest' ? all(notes) : null),
  'a filter': (notes, { query }) => (query.get('archived') === 'true' ? all(notes) : null),
  'two filters at once': (notes, { query }) =>
    query.has('archived') && query.has('urgent') ? all(notes) : null,
  'all parameters at once': (notes, { query }) =>
    ['archived', 'urgent', 'sort'].every((name) => query.has(name)) ? all(notes) : null,
  'an order that is not described,': (notes, { query }) =>
    query.get('order') === 'desc' ? all(notes) : null,
  'the id of somebody else': (notes, { query }) => {
    const asked = query.get('accountId');
    return asked === null ? null : of(notes, asked);
  },
  'the id of somebody else, in a parameter that is not described,': (notes, { query }) => {
    const asked = query.get('account');
    return asked === null ? null : of(notes, asked);
  },
  'an order that shows what is nobody’s that is known': (_, { viewer, query }) =>
    query.get('sort') === 'oldest'
      ? { rows: [{ id: 'note_of_nobody', owner: viewer, text: 'x' }], next: null }
      : null,
};

async function judged(fault: Fault, omit = '', described = true) {
  const { url } = await deploy({
    'GET /notes': (state, request, response) => {
      const viewer = state.viewer(request);
      if (viewer === undefined) return json(response, {}, 401);
      const query = new URL(request.url ?? '', 'http://any.invalid').searchParams;
      const asked = { viewer, query };
      const answer = fault(state.notes, asked) ?? healthy(state.notes, asked);
      if (typeof answer === 'number') return json(response, {}, answer);
      const items = answer.rows.map(({ id, text }) => ({ id, text }));
      json(response, { items, nextCursor: answer.next ?? null });
    },
  });
  const parameters = {
    page: [],
    offset: [],
    archived: ['true'],
    urgent: ['true'],
    ...(described ? { sort: ['newest', 'oldest'], accountId: [] } : {}),
  };
  const surfaces = [list('GET /notes?limit=1', { parameters })];
  const run = await sweepAndJudge(url, surfaces, {}, without(omit));
  const probe = run.verdict.coverage.probes.find(({ id }) => id === 'beyond-the-page');
  const found = run.findings['no-foreign-listing']?.breaches.map(({ attempt }) => attempt.variant);
  return { ...resultOf(run), probe, variants: new Set(found) };
}

describe('a list beyond its page', () => {
  it('raises no alarm if it is healthy, whatever it answers to nonsensical queries', async () => {
    const { probe, verdict, owners, reasons } = await judged(() => null);
    expect([verdict, owners, reasons]).toEqual(['holds', [], []]);
    expect(probe?.granted).toBeGreaterThan(0);
    expect(probe?.refused).toBeGreaterThan(0);
    expect(probe?.unclear).toBeGreaterThan(0);
  });

  it.each(Object.entries(faults))(
    'raises one where %s shows others’, which no other probe finds',
    async (name, fault) => {
      const described = !name.includes('not described');
      const { verdict, owners, variants } = await judged(fault, '', described);
      expect(verdict).toBe('violated');
      expect(owners.length).toBeGreaterThan(0);
      if (name.includes('nobody')) expect(owners).toEqual(['unknown']);
      expect([...variants].every((variant) => /^(query-|foreign-cursor)/.test(variant))).toBe(true);
      expect(await judged(fault, 'beyond-the-page', described)).toMatchObject({
        verdict: 'holds',
        owners: [],
      });
    },
  );
});
