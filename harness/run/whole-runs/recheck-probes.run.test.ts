import type { IncomingMessage } from 'node:http';
import { expect, it } from 'vitest';
import type { Definition } from '../../deployment/definition.ts';
import {
  events,
  figure,
  link,
  list,
  noSurface,
  read,
  socket,
  stream,
} from '../../deployment/surfaces/surfaces.ts';
import { json } from '../../exercise/http/serve.test-support.ts';
import { deployLive, describeLive } from '../../exercise/listening/live.test-support.ts';
import type { Faults } from '../../exercise/listening/live.test-support.ts';
import { deploy, describeDeployment, noteAt } from '../../exercise/worker/worker.test-support.ts';
import type { Note } from '../../exercise/worker/worker.test-support.ts';
import { findViolation, recheckKnown } from './rechecking.test-support.ts';

/** A deployment with a fault that only one probe finds, and what puts it right. */
type Faulty = { definition: Definition; mend(): void };

/** What a deployment of notes does wrong, each where another probe looks. Default: nothing. */
type Wrongs = {
  /** Ranges, and addresses with a slash at their end, are given to everybody. */
  range?: true;
  slash?: true;
  /** A filter of one's own list gives all notes, and their number counts everybody's. */
  filter?: true;
  count?: true;
  /** A note below the viewer's own account is looked up whoever it belongs to. */
  child?: true;
  /** What was shared is given for ever. */
  shared?: true;
  /** An own list names the clips of all notes. */
  clips?: true;
  /** The address of a file works after its end. */
  end?: true;
};

const lasts = 2;

async function notesWith(wrongs: Wrongs, more: Partial<Definition>): Promise<Faulty> {
  const shares = new Map<string, Set<string>>();
  const formerly = new Map<string, Set<string>>();
  const mayRead = (viewer: string | undefined, { id, owner }: Note): boolean =>
    viewer !== undefined &&
    (viewer === owner ||
      shares.get(id)?.has(viewer) === true ||
      (wrongs.shared === true && formerly.get(id)?.has(viewer) === true));
  const asked = ({ url: address }: IncomingMessage) => new URL(address ?? '', 'http://notes.test');
  const deployment = await deploy({
    'GET /notes': (all, request, response) => {
      const viewer = all.viewer(request);
      if (viewer === undefined) return json(response, {}, 401);
      const own = all.notes.filter(({ owner }) => owner === viewer);
      const isFiltered = asked(request).searchParams.get('archived') === 'true';
      json(response, { items: wrongs.filter && isFiltered ? all.notes : own });
    },
    'GET /count': (all, request, response) => {
      const viewer = all.viewer(request);
      const counted = all.notes.filter(({ owner }) => wrongs.count === true || owner === viewer);
      json(response, { total: counted.length }, viewer === undefined ? 401 : 200);
    },
    'GET /shelf': (all, request, response) => {
      const viewer = all.viewer(request);
      if (viewer === undefined) return json(response, {}, 401);
      const own = all.notes.filter(({ owner }) => owner === viewer);
      const named = (wrongs.clips ? all.notes : own).slice(-3);
      json(response, { items: own, clips: named.map((_, index) => `/clips/${index}`) });
    },
    'GET /clips/{}': (all, request, response) => {
      const viewer = all.viewer(request);
      const own = all.notes.filter(({ owner }) => wrongs.clips === true || owner === viewer);
      const note = own.at(Number(asked(request).pathname.split('/').at(-1)));
      if (viewer === undefined || note === undefined) return json(response, {}, 404);
      response.writeHead(200, { 'content-type': 'video/mp4' }).end(`clip ${note.text}`);
    },
    'GET /links/{}': (all, request, response) => {
      const note = noteAt(all, request);
      if (note === undefined || !mayRead(all.viewer(request), note)) return json(response, {}, 403);
      const end = Date.now() + lasts * 1000;
      json(response, { url: `/files/${note.id}?until=${end}&sig=${'x1y2'.repeat(9)}` });
    },
    'GET /files/{}': (all, request, response) => {
      const note = noteAt(all, request);
      const isLate = Date.now() > Number(asked(request).searchParams.get('until'));
      if (note === undefined || !mayRead(all.viewer(request), note)) return json(response, {}, 403);
      json(response, note, isLate && !wrongs.end ? 403 : 200);
    },
    'POST /shares': (_, request, response, body) => {
      const { note, to } = JSON.parse(body) as { note: string; to: string };
      for (const of of [shares, formerly]) of.set(note, (of.get(note) ?? new Set()).add(to));
      json(response, {}, 201);
    },
    'POST /unshare': (_, request, response, body) => {
      const { note, to } = JSON.parse(body) as { note: string; to: string };
      shares.get(note)?.delete(to);
      json(response, {});
    },
    'GET /version': (_, request, response) => void response.end('1'),
    '*': (all, request, response) => {
      const { pathname } = asked(request);
      const isSlashed = wrongs.slash === true && pathname.endsWith('/');
      const isPart = wrongs.range === true && request.headers.range !== undefined;
      const [, parent, id] = /^(?:\/people\/(\w+))?\/notes\/(\w+)\/?$/.exec(pathname) ?? [];
      const note = all.notes.find((one) => one.id === id);
      const viewer = all.viewer(request);
      if (request.method !== 'GET' || note === undefined || (pathname.endsWith('/') && !isSlashed))
        return json(response, {}, 404);
      if (viewer === undefined) return json(response, {}, 401);
      const isBelow = parent === undefined || (parent === viewer && wrongs.child === true);
      const isFree = isSlashed || isPart || (parent !== undefined && isBelow);
      if (!isFree && !mayRead(viewer, note)) return json(response, {}, 403);
      json(response, note);
    },
  });
  const definition = { ...describeDeployment(deployment.url, more), url: deployment.url };
  const mend = (): void => {
    for (const wrong of Object.keys(wrongs)) delete wrongs[wrong as keyof Wrongs];
  };
  return { definition, mend };
}

async function liveWith(faults: Faults, surfaces: Definition['surfaces']): Promise<Faulty> {
  const deployment = await deployLive(faults);
  const definition = { ...describeLive(deployment.url, { surfaces }), url: deployment.url };
  const mend = (): void => {
    for (const fault of Object.keys(faults)) delete faults[fault as keyof Faults];
  };
  return { definition, mend };
}

const mine = list('GET /notes', { items: '$.items', parameters: { archived: ['true'] } });
const note = read('GET /notes/{note}');
const sharing: Definition['sharing'] = {
  share: async ({ http, ids, to }) =>
    void (await http.post('/shares', { json: { note: ids['note'], to: to.ids['account'] } })),
  end: async ({ http, ids, to }) =>
    void (await http.post('/unshare', { json: { note: ids['note'], to: to.ids['account'] } })),
};

/** By probe: a deployment that it finds a fault of. */
const faulty: [string, string, () => Promise<Faulty>][] = [
  [
    'listening',
    'on a socket',
    () =>
      liveWith({ toAll: true }, [
        list('GET /notes'),
        socket('GET /live', { gives: 'list', act: 'send' }),
      ]),
  ],
  [
    'listening',
    'to events',
    () =>
      liveWith({ anyNote: true }, [events('GET /events/{note}', { gives: 'read', act: 'send' })]),
  ],
  [
    'listening-signed-out',
    'on a connection that was open',
    () =>
      liveWith({ kept: true }, [
        list('GET /notes'),
        socket('GET /live', { gives: 'list', act: 'send' }),
      ]),
  ],
  [
    'ranges',
    'of media',
    () => notesWith({ range: true }, { surfaces: [stream('GET /notes/{note}')] }),
  ],
  ['method-and-spelling', 'of a read', () => notesWith({ slash: true }, { surfaces: [note] })],
  ['beyond-the-page', 'of a list', () => notesWith({ filter: true }, { surfaces: [mine] })],
  [
    'nested-ids',
    'of a read',
    () => notesWith({ child: true }, { surfaces: [read('GET /people/{account}/notes/{note}')] }),
  ],
  [
    'undisturbed-view',
    'of a count',
    () => notesWith({ count: true }, { surfaces: [mine, figure('GET /count', '$.total')] }),
  ],
  ['former-access', 'to a note', () => notesWith({ shared: true }, { surfaces: [note], sharing })],
  [
    'named-addresses',
    'in a list',
    () =>
      notesWith(
        { clips: true },
        {
          surfaces: [
            list('GET /shelf', { items: '$.items' }),
            noSurface('stream', 'notes are text'),
          ],
        },
      ),
  ],
  [
    'ended-links',
    'to files',
    () =>
      notesWith(
        { end: true },
        { surfaces: [link('GET /links/{note}', '$.url', { gives: 'read', lasts })] },
      ),
  ],
];

it.each(faulty)(
  'a violation of %s (%s) is still there, gone, or not to be looked at',
  async (probe, _, make) => {
    const { definition, mend } = await make();
    const known = await findViolation(definition, (violation) => violation.probe === probe);
    expect(await recheckKnown(known, definition)).toMatchObject({
      came: 'still there',
      seen: expect.arrayContaining([expect.objectContaining({ probe })]),
    });
    mend();
    expect(await recheckKnown(known, definition)).toMatchObject({ came: 'gone' });
    const down = { ...definition, url: 'http://127.0.0.1:1' };
    expect(await recheckKnown(known, down)).toMatchObject({
      came: 'could not look',
      why: expect.stringMatching(/no owner was granted|no account/),
      instead: ['sweep'],
    });
  },
);
