import { describe, expect, it } from 'vitest';
import type { Definition } from '../../deployment/definition.ts';
import { list, read, stream } from '../../deployment/surfaces/surfaces.ts';
import { json } from '../../exercise/http/serve.test-support.ts';
import { deploy, describeDeployment } from '../../exercise/worker/worker.test-support.ts';
import type { Note } from '../../exercise/worker/worker.test-support.ts';
import { resultOf, sweepAndJudge, without } from './sweep-and-judge.test-support.ts';

/** Decides whether a viewer gets a note, by the viewer, the account in the address, and the note's owner. */
type Check = (viewer: string, parent: string, note: Note) => boolean;

const checks = {
  'both are checked': (viewer, parent, { owner }) => parent === viewer && owner === parent,
  'the parent is overlooked': (viewer, _, { owner }) => owner === viewer,
  'the child is not checked': (viewer, parent) => parent === viewer,
  'the child is only looked for below the parent': (_, parent, { owner }) => owner === parent,
} satisfies Record<string, Check>;

const kinds = {
  read: ['no-foreign-reading', read('GET /people/{account}/notes/{note}')],
  list: ['no-foreign-listing', list('GET /people/{account}/notes/{note}')],
  stream: ['no-foreign-streaming', stream('GET /people/{account}/notes/{note}')],
} as const;

async function judged(check: Check, kind: keyof typeof kinds, omit = '', refusal = 404, mixed = 0) {
  const deployment = await deploy({
    '*': (state, request, response) => {
      const [, parent = '', id] =
        /^\/people\/(\w+)\/notes\/(\w+)$/.exec(request.url?.split('?')[0] ?? '') ?? [];
      const viewer = state.viewer(request);
      const note = state.notes.find((one) => one.id === id);
      if (viewer === undefined) return json(response, {}, 401);
      if (mixed > 0 && note !== undefined && note.owner !== parent)
        return json(response, {}, mixed);
      if (note === undefined || !check(viewer, parent, note))
        return json(response, { found: `no note ${id} of ${parent}` }, refusal);
      return json(response, { items: [note] });
    },
  });
  const [invariant, surface] = kinds[kind];
  const run = await sweepAndJudge(deployment.url, [surface], {}, without(omit));
  const probe = run.verdict.coverage.probes.find(({ id }) => id === 'nested-ids');
  const { attempts } = run.worker.recorded;
  const requests = attempts.filter(({ probe: id }) => id === 'nested-ids').length;
  return { ...resultOf(run, invariant), probe, requests };
}

describe.each(['read', 'list', 'stream'] as const)('two ids in an address, to %s', (kind) => {
  it('raise no alarm if both are checked', async () => {
    const { probe, requests: _, ...result } = await judged(checks['both are checked'], kind);
    expect(result).toEqual({ verdict: 'holds', owners: [], reasons: [] });
    // The probe tries own parent with foreign child, and the reverse.
    expect(probe).toMatchObject({ tried: 12, refused: 12, granted: 0, unclear: 0, cut: 0 });
  });

  it('raise no alarm if the viewer gets its own child below a foreign parent', async () => {
    const {
      probe,
      requests: _,
      ...result
    } = await judged(checks['the parent is overlooked'], kind);
    expect(result).toEqual({ verdict: 'holds', owners: [], reasons: [] });
    expect(probe).toMatchObject({ tried: 12, granted: 6, refused: 6 });
  });

  it('raise an alarm if the child is not checked, which no other probe finds', async () => {
    const check = checks['the child is not checked'];
    const { verdict, owners } = await judged(check, kind);
    expect([verdict, owners]).toEqual(['violated', ['a0', 'a1', 'a2']]);
    expect(await judged(check, kind, 'nested-ids')).toMatchObject({ verdict: 'holds', owners: [] });
  });

  it('leave faults to other probes that find them too', async () => {
    const check = checks['the child is only looked for below the parent'];
    expect(await judged(check, kind, 'nested-ids')).toMatchObject({ verdict: 'violated' });
  });
});

// `list` is left out, because a list without rows is unclear on the plain request already.
it.each(['read', 'stream'] as const)(
  'two ids in an address, to %s, raise no alarm where a refusal looks like what never existed',
  async (kind) => {
    const { probe, verdict } = await judged(checks['both are checked'], kind, '', 200);
    expect([verdict, probe?.granted, probe?.refused]).toEqual(['holds', 0, 6]);
  },
);

it('are asked for again, and are a gap by name, if all mixtures meet an error', async () => {
  const check = checks['both are checked'];
  const { verdict, reasons, probe, requests } = await judged(check, 'read', '', 404, 500);
  expect(verdict).toBe('inconclusive');
  expect(reasons?.join()).toContain('of the probe nested-ids');
  expect(probe).toMatchObject({ tried: 12, unclear: 12 });
  expect(requests).toBe(12 * 4);
});

it('below its own id, an account asks for what only others have', async () => {
  const deployment = await deploy({
    '*': (state, request, response) => {
      const [, parent = '', id] = /^\/people\/(\w+)\/letters\/(\w+)$/.exec(request.url ?? '') ?? [];
      const viewer = state.viewer(request);
      const note = state.notes.find((one) => one.id === id);
      if (viewer === undefined) return json(response, {}, 401);
      if (note === undefined || parent !== viewer) return json(response, {}, 404);
      json(response, note);
    },
  });
  // Only the first account has letters.
  let owner: string | undefined;
  const consultations: Definition['consultations'] = {
    async create({ http, token, account }) {
      const body = `about ${token('text')}`;
      const { id } = (await http.post('/notes', { body })).json<{ id: string }>();
      owner ??= account.id;
      return { note: id, ...(account.id === owner ? { letter: id } : {}) };
    },
  };
  const surface = read('GET /people/{account}/letters/{letter}');
  const run = await sweepAndJudge(deployment.url, [surface], { consultations });
  const probe = run.verdict.coverage.probes.find(({ id }) => id === 'nested-ids');
  expect(probe).toMatchObject({ tried: 2, granted: 2, why: null });
  expect(resultOf(run, 'no-foreign-reading')).toMatchObject({ verdict: 'violated' });
});

it('an id that all accounts share may come last', async () => {
  const deployment = await deploy({
    '*': (state, request, response) => {
      const [, parent = '', id] =
        /^\/people\/(\w+)\/notes\/(\w+)\/at\/clinic$/.exec(request.url ?? '') ?? [];
      const viewer = state.viewer(request);
      const note = state.notes.find((one) => one.id === id);
      if (viewer === undefined) return json(response, {}, 401);
      if (note === undefined || parent !== viewer) return json(response, {}, 404);
      json(response, note);
    },
  });
  const { accounts } = describeDeployment(deployment.url);
  const run = await sweepAndJudge(
    deployment.url,
    [read('GET /people/{account}/notes/{note}/at/{clinic}')],
    {
      accounts: {
        ...accounts,
        async create({ http }) {
          const { id } = (await http.post('/sign-up')).json<{ id: string }>();
          return { credentials: { id }, ids: { account: id, clinic: 'clinic' } };
        },
      },
    },
  );
  const probe = run.verdict.coverage.probes.find(({ id }) => id === 'nested-ids');
  expect(probe).toMatchObject({ tried: 12, granted: 6, refused: 6, why: null });
  expect(resultOf(run, 'no-foreign-reading')).toMatchObject({ verdict: 'violated' });
});
