import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { AskedSurface } from '../../deployment/surfaces/surface.ts';
import { list, read } from '../../deployment/surfaces/surfaces.ts';
import type { Routes } from '../../exercise/worker/worker.test-support.ts';
import { ownNote } from '../testing/own-notes.ts';
import { imported, isOwn, Reply, updateWith } from './update-with.test-support.ts';
import type { Answering, Asker, More } from './update-with.test-support.ts';

const letter = imported(read('GET /letters/{note}'));
const own: Answering = (asker) => (isOwn(asker) ? { ...asker.note } : 404);
const ownOf = ({ viewer, notes }: Asker) => notes.filter(({ owner }) => owner === viewer);

type Healthy = [
  what: string,
  surface: AskedSurface,
  answer: Answering,
  more?: More,
  routes?: Routes,
];

/** What no owner's own tells apart: an update that changes how things are refused, or given, and not to whom. */
const updates: Healthy[] = [
  [
    'moves the sign-in',
    read('GET /letters/{note}'),
    (asker) => {
      if (asker.viewer !== undefined) return own(asker);
      return new Reply(302, { location: asker.updated ? '/welcome' : '/sign-in' });
    },
    {},
    {
      'GET /sign-in': (_, __, response) => void response.end('<form><input type=password></form>'),
      'GET /welcome': (_, __, response) => void response.end('<form><input type=password></form>'),
    },
  ],
  [
    'slows down whoever asks often',
    letter,
    (asker) => {
      if (!asker.updated || asker.since % 3 > 0) return own(asker);
      return new Reply(429, { 'retry-after': '0' });
    },
  ],
  ['is still starting', letter, (asker) => (asker.updated && asker.since <= 4 ? 503 : own(asker))],
  [
    'conceals what it forbade',
    letter,
    (asker) => (isOwn(asker) || asker.updated ? own(asker) : 403),
  ],
  [
    'forbids what it concealed',
    letter,
    (asker) => (isOwn(asker) || !asker.updated ? own(asker) : 403),
  ],
  [
    'lets clinicians see what they are meant to see',
    letter,
    (asker) =>
      asker.updated && asker.isClinician && asker.note !== undefined
        ? { ...asker.note }
        : own(asker),
    {
      accounts: { staff: { clinician: 2 } },
      maySee: ({ viewer }) => viewer?.role === 'clinician',
    },
  ],
  [
    'starts what everybody was kept from',
    letter,
    (asker) => (asker.updated && isOwn(asker) ? own(asker) : 403),
  ],
  [
    'brings something for whoever is signed in',
    imported(read('GET /tips')),
    ({ viewer, updated }) => {
      if (viewer === undefined) return updated ? 401 : 404;
      return updated ? { tip: 'Drink enough water' } : 404;
    },
  ],
  [
    'gives a list in pages',
    list('GET /letters', { shows: 'note' }),
    (asker) => {
      if (asker.viewer === undefined) return 401;
      const all = ownOf(asker);
      if (!asker.updated) return { items: all };
      const from = Number(new URL(asker.request.url ?? '', 'http://a').searchParams.get('from'));
      const next = from + 1 < all.length ? { next: `/letters?from=${from + 1}` } : {};
      return { items: all.slice(from, from + 1), ...next };
    },
  ],
  [
    'sends on to an address with a slash',
    letter,
    (asker) => (asker.updated ? new Reply(308, { location: `${asker.request.url}/` }) : own(asker)),
    {},
    {
      '*': (deployment, request, response) => {
        const url = (request.url ?? '').replace(/\/$/, '');
        const slashless = Object.assign(Object.create(request), { url });
        return ownNote(deployment, slashless, response, '');
      },
    },
  ],
  [
    'compresses its answers',
    letter,
    (asker) => {
      const given = own(asker);
      if (!asker.updated || typeof given === 'number') return given;
      const type = { 'content-type': 'application/json', 'content-encoding': 'gzip' };
      return new Reply(200, type, gzipSync(JSON.stringify(given)));
    },
  ],
  [
    'moves what is public',
    imported(read('GET /logo')),
    ({ updated }) =>
      updated
        ? new Reply(301, { location: '/assets/logo' })
        : new Reply(200, { 'content-type': 'text/html' }, '<h1>Notes</h1>'),
    {},
    {
      'GET /assets/{}': (_, __, response) => void response.end('<h1>Notes</h1>'),
    },
  ],
];

describe('a healthy update raises no alarm where it', () => {
  it.each(updates)('%s', async (_, surface, answer, more = {}, routes = {}) => {
    const { invariant, opened, verdict, reasons } = await updateWith(surface, answer, more, routes);
    expect({ invariant, opened, verdict, reasons }).toEqual({
      invariant: 'holds',
      opened: [],
      verdict: 'holds',
      reasons: [],
    });
  });
});
