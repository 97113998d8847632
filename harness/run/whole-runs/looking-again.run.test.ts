import { expect, it } from 'vitest';
import type { Definition } from '../../deployment/definition.ts';
import { type Cohort, hasLevels } from '../../domain/accounts/account.ts';
import { list, noSurface, read } from '../../deployment/surfaces/surfaces.ts';
import { json } from '../../exercise/http/serve.test-support.ts';
import { deploy, describeDeployment, noteAt } from '../../exercise/worker/worker.test-support.ts';
import { runWhole } from '../testing/run-whole.ts';

const factors = {
  region: ['uk', 'ie'],
  client: ['app', 'web'],
  plan: ['basic', 'plus'],
  age: ['child', 'adult'],
};

/** A release after which accounts of a kind list all notes and read them; pairs of levels alone choose the accounts. */
async function leakTo(kind: Cohort, accounts?: number) {
  const kinds = new Map<string, Cohort>();
  let updated = false;
  const seesAll = (id: string): boolean => updated && hasLevels(kinds.get(id) ?? {}, kind);
  const { url } = await deploy({
    'GET /version': (_, __, response) => void response.end(updated ? '2' : '1'),
    'GET /notes': (state, request, response) => {
      const viewer = state.viewer(request);
      if (viewer === undefined) return json(response, {}, 401);
      const notes = state.notes.filter(({ owner }) => owner === viewer || seesAll(viewer));
      json(response, { items: notes });
    },
    'GET /notes/{}': (state, request, response) => {
      const viewer = state.viewer(request);
      const note = noteAt(state, request);
      if (viewer === undefined) return json(response, {}, 401);
      const isShown = note !== undefined && (note.owner === viewer || seesAll(viewer));
      json(response, isShown ? note : {}, isShown ? 200 : 404);
    },
  });
  const described = describeDeployment(url);
  const definition: Definition & { url: string } = {
    ...described,
    url,
    factors,
    accounts: {
      ...described.accounts,
      async create({ http, cohort }) {
        const { id } = (await http.post('/sign-up')).json<{ id: string }>();
        kinds.set(id, cohort);
        return { credentials: { id }, ids: { account: id } };
      },
      secondFactor: { none: 'there is none' },
    },
    sharing: { none: 'nothing is shared' },
    surfaces: [
      list('GET /notes', { shows: 'note' }),
      read('GET /notes/{note}'),
      noSurface('stream', 'there are none'),
    ],
    browser: { none: 'there are no pages' },
  };
  const { verdict } = await runWhole(definition, () => void (updated = true), { accounts });
  return verdict;
}

const kind = { region: 'uk', client: 'app', plan: 'plus' };

it('makes accounts that differ in one factor each, and finds the very rule', async () => {
  const { verdict, causes, coverage, reasons } = await leakTo(kind);
  expect(verdict).toBe('violated');
  expect(causes.map(({ cohort, rules, undecided }) => ({ cohort, rules, undecided }))).toEqual([
    {
      cohort: kind,
      rules: [{ viewers: kind, owners: {} }],
      // What is from before the update can't be made after it.
      undecided: { viewers: { session: 'after' }, owners: {} },
    },
  ]);
  expect(reasons).toEqual([]);
  expect(coverage.accounts).toBeLessThanOrEqual(24);
});

it('makes none beyond those that are allowed, and tells the rules that are left', async () => {
  const { causes, coverage } = await leakTo(kind, 8);
  expect(coverage.accounts).toBeLessThanOrEqual(8);
  const [{ rules, undecided } = { rules: [], undecided: null }] = causes;
  expect(rules.length).toBeGreaterThan(1);
  const isWithin = ({ viewers }: { viewers: Cohort }) => hasLevels(kind, viewers);
  expect(rules.some(isWithin)).toBe(true);
  expect(undecided?.viewers).toMatchObject(kind);
});

it('makes none where nothing leaked', async () => {
  const { verdict, coverage } = await leakTo({ region: 'nowhere' });
  expect(verdict).toBe('holds');
  expect(coverage.accounts).toBeLessThanOrEqual(12);
});
