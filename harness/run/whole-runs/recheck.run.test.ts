import { describe, expect, it } from 'vitest';
import type { Definition } from '../../deployment/definition.ts';
import type { Surface } from '../../deployment/surfaces/surface.ts';
import { link, list, read, stream } from '../../deployment/surfaces/surfaces.ts';
import type { Violation } from '../../domain/verdict/verdict.ts';
import { json } from '../../exercise/http/serve.test-support.ts';
import { deploy, describeDeployment, noteAt } from '../../exercise/worker/worker.test-support.ts';
import type { Deployment } from '../../exercise/worker/worker.test-support.ts';
import { findViolation, recheckKnown, type Known } from './rechecking.test-support.ts';

/** What is wrong with the deployment: nothing; anything; or it gives nobody anything. */
type Fault = 'none' | 'leaks' | 'refuses all';

/** A deployment of notes whose fault may be mended; and how many accounts were removed. */
async function faulty() {
  const state = { fault: 'leaks' as Fault, removed: 0 };
  const mayRead = (viewer: string | undefined, owner: string): boolean =>
    state.fault === 'leaks' || (state.fault === 'none' && viewer === owner);
  const guarded =
    (answer: (...of: [Deployment, NonNullable<ReturnType<typeof noteAt>>]) => unknown) =>
    (...[all, request, response]: Parameters<Parameters<typeof deploy>[0][string]>) => {
      const note = noteAt(all, request);
      if (note === undefined) return json(response, {}, 404);
      if (!mayRead(all.viewer(request), note.owner)) return json(response, {}, 403);
      json(response, answer(all, note));
    };
  const deployment = await deploy({
    'GET /notes': (all, request, response) => {
      const viewer = all.viewer(request);
      if (viewer === undefined || state.fault === 'refuses all') return json(response, {}, 401);
      json(response, { items: all.notes.filter(({ owner }) => mayRead(viewer, owner)) });
    },
    'GET /notes/{}': guarded((_, note) => note),
    'GET /links/{}': guarded((_, note) => ({ url: `/files/${note.id}?sig=${'x1y2'.repeat(9)}` })),
    'GET /files/{}': guarded((_, note) => note),
    'GET /version': (_, request, response) => void response.end('1'),
  });
  const remove: Definition['accounts']['remove'] = () => void (state.removed += 1);
  const define = (surfaces: readonly Surface[]) => {
    const usual = describeDeployment(deployment.url, { surfaces });
    return { ...usual, url: deployment.url, accounts: { ...usual.accounts, remove } };
  };
  const found = async (surfaces: readonly Surface[], id: string) =>
    findViolation(define(surfaces), ({ invariant }) => invariant === id);
  const again = async (
    known: Known,
    surfaces: readonly Surface[],
    more: Partial<Definition> = {},
  ) => recheckKnown(known, { ...define(surfaces), ...more });
  return { state, found, again };
}

const ways: [string, string, () => Surface][] = [
  ['a list', 'no-foreign-listing', () => list('GET /notes', { items: '$.items' })],
  ['what is asked for by its id', 'no-foreign-reading', () => read('GET /notes/{note}')],
  ['what nobody signed in for', 'no-anonymous-access', () => read('GET /notes/{note}')],
  ['a session that was signed out', 'no-access-after-sign-out', () => read('GET /notes/{note}')],
  ['a link', 'no-foreign-reading', () => link('GET /links/{note}', '$.url', { gives: 'read' })],
  ['a stream', 'no-foreign-streaming', () => stream('GET /notes/{note}')],
];

describe('recheck', () => {
  it.each(ways)('of %s tells there, gone, and nothing to compare with', async (_, id, make) => {
    const { state, found, again } = await faulty();
    const surfaces = [make()];
    const known = await found(surfaces, id);
    expect(await again(known, surfaces)).toMatchObject({ came: 'still there', left: [] });
    state.fault = 'none';
    const mended = await again(known, surfaces);
    expect(mended).toMatchObject({ came: 'gone', left: [], accounts: 2 });
    expect(state.removed).toBe(4);
    state.fault = 'refuses all';
    expect(await again(known, surfaces)).toMatchObject({
      came: 'could not look',
      why: expect.stringContaining('no owner was granted'),
    });
  });

  it('says why it could not look, and makes nothing then', async () => {
    const { state, found, again } = await faulty();
    const surfaces = [list('GET /notes', { items: '$.items' })];
    const { violation, plan } = await found(surfaces, 'no-foreign-listing');
    const why = async (change: Partial<Violation>, described: readonly Surface[] = surfaces) => {
      const looked = await again({ violation: { ...violation, ...change }, plan }, described);
      return looked.came === 'could not look' ? looked.why : looked.came;
    };
    expect(await why({ channel: 'browser' })).toMatch(/in a browser/);
    expect(await why({ channel: 'media' })).toMatch(/in a browser’s player/);
    expect(await why({ probe: 'of-theirs' })).toMatch(/there is no probe of-theirs any more/);
    expect(await why({ probe: 'across-update' })).toMatch(/connection from before an update/);
    expect(await why({ probe: null })).toMatch(/a property or a scenario found it/);
    expect(await why({}, [read('GET /notes/{note}')])).toMatch(/describes no GET \/notes /);
    expect(state.removed).toBe(0);
  });

  it.each(['account', 'session', 'booking'])(
    'could not look where nothing is seen, and the %s was from before the update',
    async (factor) => {
      const { state, found, again } = await faulty();
      const surfaces = [list('GET /notes', { items: '$.items' })];
      const { violation, plan } = await found(surfaces, 'no-foreign-listing');
      const of = (expected: boolean): Known => {
        const owner = violation.owner && {
          ...violation.owner,
          cohort: { ...violation.owner.cohort, [factor]: 'before' },
        };
        const update = { expected, name: null };
        return { violation: { ...violation, owner }, plan: { ...plan, update } };
      };
      expect(await again(of(true), surfaces)).toMatchObject({ came: 'still there' });
      state.fault = 'none';
      expect(await again(of(true), surfaces)).toMatchObject({
        came: 'could not look',
        why: expect.stringContaining(`from before the update (${factor})`),
        seedFirst: true,
        instead: ['sweep'],
      });
      expect(await again(of(false), surfaces)).toMatchObject({ came: 'gone' });
    },
  );

  it.each<[string, { role?: string; isBroken?: true; leaks?: true }, object]>([
    ['the role is unknown', {}, { came: 'could not look', why: expect.stringMatching(/role/) }],
    [
      'none of that role can be made',
      { role: 'nurse', isBroken: true },
      { came: 'could not look', why: expect.stringContaining('no nurses today') },
    ],
    ['that role still sees it', { role: 'nurse', leaks: true }, { came: 'still there' }],
    ['that role sees nothing', { role: 'nurse' }, { came: 'gone' }],
  ])('of what staff saw, where %s', async (_, { role, isBroken, leaks }, expected) => {
    const nurses = new Set<string>();
    const state = { leaksToAll: true };
    const deployment = await deploy({
      'GET /notes': (all, request, response) => {
        const viewer = all.viewer(request);
        if (viewer === undefined) return json(response, {}, 401);
        const isShown = state.leaksToAll || (leaks === true && nurses.has(viewer));
        json(response, { items: all.notes.filter(({ owner }) => owner === viewer || isShown) });
      },
      'GET /version': (__, request, response) => void response.end('1'),
    });
    const surfaces = [list('GET /notes', { items: '$.items' })];
    const usual = { ...describeDeployment(deployment.url, { surfaces }), url: deployment.url };
    const { violation, plan } = await findViolation(
      usual,
      ({ invariant }) => invariant === 'no-foreign-listing',
    );
    state.leaksToAll = false;
    const { create } = usual.accounts;
    if (create === undefined) throw new Error('its accounts cannot be made');
    const definition: Definition = {
      ...usual,
      accounts: {
        ...usual.accounts,
        staff: { nurse: 1, doctor: 1 },
        create: async (context) => {
          if (context.role !== 'nurse') return create(context);
          if (isBroken) throw new Error('no nurses today');
          const made = await create(context);
          nurses.add(String(made.ids?.['account']));
          return made;
        },
      },
    };
    const viewer = { account: 'a90', cohort: {}, ...(role && { role }) };
    const looked = await recheckKnown({ violation: { ...violation, viewer }, plan }, definition);
    expect(looked).toMatchObject(expected);
  });

  it('could not look where accounts can’t be made', async () => {
    const { found, again } = await faulty();
    const surfaces = [list('GET /notes', { items: '$.items' })];
    const known = await found(surfaces, 'no-foreign-listing');
    const broken = {
      consultations: { create: () => Promise.reject(new Error('no room')) },
      accounts: {
        ...describeDeployment('http://127.0.0.1', {}).accounts,
        create: () => Promise.reject(new Error('no sign-up today')),
      },
    };
    expect(await again(known, surfaces, broken)).toMatchObject({
      came: 'could not look',
      why: expect.stringContaining('no sign-up today'),
    });
  });
});
