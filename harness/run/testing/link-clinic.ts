import { createHmac, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import type { Context } from 'hono';
import { onTestFinished } from 'vitest';
import type { Definition } from '../../deployment/definition.ts';
import type { Ids } from '../../domain/ledger/thing.ts';
import { link, list, noSurface, read } from '../../deployment/surfaces/surfaces.ts';

/** What the media server requires: the session of the owner, a signature in the address, or both. */
export type Asks = 'session' | 'signature' | 'both';

/** What the media server fails to check. `binding`: that the signature belongs to the address. */
export type Slip =
  | 'owner'
  | 'session'
  | 'signed-out'
  | 'signature'
  | 'binding'
  | 'end'
  /** That the signature covers the key of the recording in the query. */
  | 'key'
  /** That the signature covers the account that it was made for, which the query names and whose session is asked for. */
  | 'account'
  /** That the signature covers the end. */
  | 'moved-end'
  /** The expiry of addresses from before the update. */
  | 'old-end'
  /** The expiry, if a range is requested. */
  | 'range-end'
  /** The owner, when an account asks for the address of a foreign recording. */
  | 'given'
  /** The owner, when an account asks for a foreign recording, whose address alone is withheld. */
  | 'withheld'
  | 'range'
  /** Which recording is whose, if a range is requested: that of another is served. */
  | 'range-mixed-up'
  /** A list also holds the signature that was last given to any account. */
  | 'listed'
  /** A list also names a signed address of another account's recording, made for it. */
  | 'advertised';

export type LinkClinicOptions = {
  asks: Asks;
  slip?: Slip;
  /** Lifetime of a signature, in seconds. */
  lasts?: number;
  /** If true, the query names the recording by a key of its own, and the path does not. Default: false. */
  keyed?: boolean;
  /** If true, the query is an opaque token, which alone decides, and the time at which it was given. Default: false. */
  opaque?: boolean;
  /** If true, media is served on a port of its own. Default: false. */
  elsewhere?: boolean;
};

type Recording = { id: string; key: string; owner: string; text: string };

/** Starts a small clinic that gives the addresses of its recordings in other answers. The end of the test stops it. */
export async function startLinkClinic({
  asks,
  slip: fromTheStart,
  lasts = 3600,
  elsewhere = false,
  keyed = false,
  opaque = false,
}: LinkClinicOptions) {
  const sessions = new Map<string, { owner: string; open: boolean }>();
  const recordings: Recording[] = [];
  const tokens = new Map<string, { id: string; end: number }>();
  const key = randomBytes(16);
  let slip = fromTheStart;
  const newId = (kind: string) => `${kind}_${randomBytes(10).toString('hex')}`;
  const session = (c: Context) =>
    sessions.get(/sid=(\w+)/.exec(c.req.header('cookie') ?? '')?.[1] ?? '');
  const viewer = (c: Context) => (session(c)?.open ? session(c)?.owner : undefined);
  const sign = (path: string, rest: string) =>
    createHmac('sha256', key)
      .update(slip === 'binding' ? rest : path + rest)
      .digest('hex');
  const state = {
    url: '',
    mediaUrl: '',
    release: '1',
    updatedAt: Infinity,
    given: new Set<string>(),
    /** What an update makes the media server forget. */
    set slip(brought: Slip) {
      slip = brought;
    },
  };
  const policy = randomBytes(16).toString('hex');
  let last = '';

  const app = new Hono();
  app.get('/version', (c) => c.text(state.release));
  app.post('/sign-up', (c) => c.json({ id: newId('account') }, 201));
  app.post('/sign-in', async (c) => {
    const { id } = await c.req.json<{ id: string }>();
    const sid = newId('session');
    sessions.set(sid, { owner: id, open: true });
    return c.json({}, 200, { 'set-cookie': `sid=${sid}; Path=/; HttpOnly` });
  });
  app.post('/sign-out', (c) => {
    const mine = session(c);
    if (mine) mine.open = false;
    return c.json({});
  });
  app.delete('/me', (c) => c.json({}));
  app.post('/recordings', async (c) => {
    const recording = {
      id: newId('rec'),
      key: newId('key'),
      owner: viewer(c) ?? '',
      text: await c.req.text(),
    };
    recordings.push(recording);
    return c.json({ id: recording.id }, 201);
  });
  const signed = (path: string, { key: of = '', expires: end = '', nonce = '' }) =>
    sign(path, (slip === 'key' ? '' : of) + (slip === 'moved-end' ? '' : end) + nonce);
  const shown = ({ id, key: of, owner, text }: Recording) => {
    const path = keyed ? '/media/play' : `/media/${id}.webm`;
    const end = String(Date.now() + lasts * 1000);
    const nonce = randomBytes(16).toString('base64url');
    const madeFor: Record<string, string> = slip === 'account' ? { account: owner } : {};
    const parameters = { ...(keyed ? { key: of } : {}), ...madeFor, expires: end, nonce };
    const signature = signed(path, parameters);
    if (asks === 'session') return { id, title: text, mediaUrl: `${state.mediaUrl}${path}` };
    if (opaque) {
      const token = randomBytes(24).toString('base64url');
      tokens.set(token, { id, end: Number(end) });
      state.given.add(token);
      const mediaUrl = `${state.mediaUrl}/media/play?token=${token}&t=${Date.now()}`;
      return { id, title: text, mediaUrl };
    }
    state.given.add(signature);
    // As in signed addresses of storage buckets, some parameters are the same for all owners.
    const query = `?${new URLSearchParams({ policy, ...parameters, signature })}`;
    last = signature;
    return { id, title: text, mediaUrl: `${state.mediaUrl}${path}${query}` };
  };
  app.get('/recordings', (c) => {
    const owner = viewer(c);
    if (owner === undefined) return c.json({}, 401);
    const latest = slip === 'listed' ? { latest: last } : {};
    const items = recordings.filter((one) => one.owner === owner);
    const other = recordings.find((one) => one.owner !== owner);
    const next = slip === 'advertised' && other !== undefined ? shown(other).mediaUrl : null;
    return c.json({ items: items.map(shown), ...latest, player: { next } });
  });
  app.get('/recordings/:id', (c) => {
    const recording = recordings.find(({ id }) => id === c.req.param('id'));
    if (viewer(c) === undefined) return c.json({}, 401);
    if (recording !== undefined && recording.owner !== viewer(c) && slip === 'withheld')
      return c.json({ ...shown(recording), mediaUrl: null });
    const isTheirs = recording !== undefined && (recording.owner === viewer(c) || slip === 'given');
    return isTheirs ? c.json(shown(recording)) : c.json({}, 404);
  });
  const isRefused = (c: Context, owner: string): 401 | 403 | null => {
    const range = c.req.header('range');
    if (slip === 'range' && range !== undefined) return null;
    if (asks !== 'signature' && slip !== 'session') {
      const known = slip === 'signed-out' ? session(c)?.owner : viewer(c);
      if (known === undefined) return 401;
      const wanted = slip === 'account' ? c.req.query('account') : owner;
      if (known !== wanted && slip !== 'owner') return 403;
    }
    if (asks === 'session') return null;
    const { expires = '', signature } = c.req.query();
    if (slip !== 'signature' && signature !== signed(c.req.path, c.req.query())) return 403;
    if (slip === 'end' || slip === 'signature') return null;
    if (slip === 'range-end' && range !== undefined) return null;
    const isOld = slip === 'old-end' && Number(expires) - lasts * 1000 < state.updatedAt;
    return !isOld && Date.now() > Number(expires) ? 403 : null;
  };
  app.get('/media/:file', (c) => {
    const ticket = tokens.get(c.req.query('token') ?? '');
    const recording = recordings.find(({ id, key: of }) =>
      opaque
        ? id === ticket?.id
        : keyed
          ? of === c.req.query('key')
          : `${id}.webm` === c.req.param('file'),
    );
    if (recording === undefined) return c.json({}, 404);
    const hasEnded = ticket !== undefined && ticket.end < Date.now();
    const status = opaque ? (hasEnded ? 403 : null) : isRefused(c, recording.owner);
    if (status !== null) return c.json({ error: 'no' }, status);
    const isMixedUp = slip === 'range-mixed-up' && c.req.header('range') !== undefined;
    const other = recordings.find(({ owner }) => owner !== recording.owner);
    const body = `webm ${(isMixedUp ? other : recording)?.text}`;
    const headers = { 'content-type': 'video/webm' };
    if (c.req.header('range') === undefined) return c.body(body, 200, headers);
    return c.body(body, 206, {
      ...headers,
      'content-range': `bytes 0-${body.length - 1}/${body.length}`,
    });
  });

  state.url = await listen(app);
  state.mediaUrl = elsewhere ? await listen(app) : state.url;
  return state;
}

async function listen(app: Hono): Promise<string> {
  const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' });
  if (!server.listening) await once(server, 'listening');
  onTestFinished(async () => {
    server.close();
    if ('closeAllConnections' in server) server.closeAllConnections();
    await once(server, 'close');
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** The definition of this deployment. */
export function describeLinkClinic(
  { url, mediaUrl }: { url: string; mediaUrl: string },
  options: { lasts?: number; bearer?: boolean; hosts?: readonly string[]; linksOnly?: boolean },
): Definition & { url: string } {
  const { hosts = mediaUrl === url ? [] : [new URL(mediaUrl).host], linksOnly, ...ends } = options;
  const described = linksOnly
    ? [noSurface('list', 'only links are described'), noSurface('read', 'only links are described')]
    : [list('GET /recordings', { shows: 'recording' }), read('GET /recordings/{recording}')];
  return {
    name: 'Link clinic',
    url,
    hosts,
    timeout: 5000,
    release: async ({ http }) => (await http.get('/version')).text(),
    accounts: {
      create: async ({ http }) => {
        const { id } = (await http.post('/sign-up')).json<{ id: string }>();
        return { credentials: { id }, ids: { account: id } };
      },
      signIn: async ({ http, account }) =>
        void (await http.post('/sign-in', { json: account.credentials })),
      signOut: async ({ http }) => void (await http.post('/sign-out')),
      secondFactor: { none: 'patients sign in with one secret' },
    },
    consultations: {
      create: async ({ http, token }) => ({
        recording: (await http.post('/recordings', { body: `about ${token('title')}` })).json<{
          id: string;
        }>().id,
      }),
    },
    surfaces: [
      ...described,
      link('GET /recordings/{recording}', '$.mediaUrl', { gives: 'stream', ...ends }),
      link('GET /recordings', inList, { gives: 'stream', needs: ['recording'], ...ends }),
    ],
    browser: { none: 'there are no pages' },
  };
}

function inList(body: unknown, ids: Ids): string | undefined {
  const { items } = body as { items: { id: string; mediaUrl: string }[] };
  return items.find(({ id }) => id === ids['recording'])?.mediaUrl;
}
