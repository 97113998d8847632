import { expect, it } from 'vitest';
import type { ProbeAttempt, ProbeContext } from '../../../deployment/probe.ts';
import type { AskedSurface } from '../../../deployment/surfaces/surface.ts';
import { list, read } from '../../../deployment/surfaces/surfaces.ts';
import { askOtherwise } from './ask-otherwise.ts';
import { waysFor, waysToAsk } from './ways-to-ask.ts';

type Session = NonNullable<ProbeAttempt['session']>;
type Thing = NonNullable<ProbeAttempt['thing']>;

/** Accounts with a note each, which others are refused, on a deployment that knows some ways to ask. */
function contextOf(surfaces: readonly AskedSurface[], known: readonly string[]): ProbeContext {
  const sessions = Array.from({ length: 6 }, (_, index) => {
    const account = { id: `a${index}`, ids: { person: `p${index}` } };
    return { id: `a${index}.s1`, account, state: 'open' } as unknown as Session;
  });
  const things = sessions.map(
    ({ account }, index) =>
      ({ id: `a${index}.1`, owner: account, ids: { note: `n${index}` } }) as unknown as Thing,
  );
  const attempts = surfaces.flatMap((surface) =>
    sessions.flatMap((session) => things.map((thing) => ({ session, surface, thing }))),
  );
  const isOwn = ({ session, thing }: ProbeAttempt) => thing?.owner.id === session?.account.id;
  return {
    phase: 'before-update',
    seed: 1,
    surfaces,
    sessions: { open: sessions, ended: [] },
    things,
    shares: [],
    own: attempts
      .filter(isOwn)
      .map((one) => (one.surface.needs.includes('note') ? one : { ...one, thing: null })),
    choose: () => attempts.filter((one) => !isOwn(one)),
    outcomeOf: (one) => {
      const isOwners = one.session !== null && (one.thing === null || isOwn(one));
      const isKnown = one.change === undefined || known.includes(one.change.name);
      return isOwners && isKnown ? 'granted' : 'denied';
    },
    writes: false,
  };
}

async function named(context: ProbeContext): Promise<ProbeAttempt[]> {
  const all: ProbeAttempt[] = [];
  for await (const batch of askOtherwise(context, (attempt) => waysFor(attempt, null)))
    all.push(...batch);
  return all;
}

const pairOf = ({ surface, change }: ProbeAttempt) => `${surface.id} ${change?.name}`;

it('tries each way at each surface before it tries any with many strangers', async () => {
  const notes = Array.from({ length: 8 }, (_, index) => read(`GET /v2/kind${index}/x/{note}`));
  const known = ['trailing-slash', 'get-as-head', 'head-instead'];
  const all = await named(contextOf(notes, known));
  // 3 ways are granted to owners, and each of these is tried by one account and by nobody.
  const first = all.slice(0, notes.length * (waysToAsk.length + 2 * known.length));
  expect(new Set(first.map(pairOf)).size).toBe(notes.length * waysToAsk.length);
  for (const way of known) {
    const tried = first.filter(({ change, thing, session }) => {
      return change?.name === way && session?.account.id !== thing?.owner.id;
    });
    expect(new Set(tried.map(pairOf)).size).toBe(notes.length);
    expect(tried.filter(({ session }) => session === null)).toHaveLength(notes.length);
  }
  const last = first.findLastIndex(({ change }) => change?.method !== undefined);
  const spelled = first.findIndex(({ change }) => change?.path !== undefined);
  expect(spelled).toBeGreaterThan(0);
  // A batch may hold the last of the methods and the first of the spellings.
  expect(last - spelled).toBeLessThan(24);
});

it('has strangers and nobody ask for what an address that names only the account gives', async () => {
  const surface = list('GET /people/{person}/notes');
  const all = await named(contextOf([surface], ['trailing-slash']));
  const strangers = all.filter(({ thing }) => thing !== null);
  expect(new Set(strangers.map(({ change }) => change?.name))).toEqual(new Set(['trailing-slash']));
  // Two owners each, and five other accounts and nobody for each of them.
  expect(strangers.filter(({ session }) => session !== null)).toHaveLength(10);
  expect(strangers.filter(({ session }) => session === null)).toHaveLength(2);
});

it('makes requests that differ only in the size of a page once', async () => {
  const lists = [
    list('GET /people/{person}/notes?limit=1'),
    list('GET /people/{person}/notes'),
    list('GET /people/{person}/notes?kind=old'),
  ];
  const all = await named(contextOf(lists, []));
  // Two owners each, in all ways.
  expect(all).toHaveLength(2 * 2 * waysToAsk.length);
});

it('tries GraphQL queries that begin with the same field as one route', async () => {
  const query = (inner: string) => `query ($id: ID!) { note(id: $id) { ${inner} } }`;
  const surfaces = ['id', 'text', 'author { id }', 'words { id }'].map((inner, index) =>
    read(`POST /graphql#${index}`, { json: { query: query(inner), variables: { id: '{note}' } } }),
  );
  const all = await named(contextOf(surfaces, []));
  const ways = all.filter(({ change }) => change?.name === 'graphql-batch');
  expect(ways).toHaveLength(2);
});
