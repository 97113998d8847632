import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import type { SignOut } from '../../deployment/sessions.ts';
import { list, read } from '../../deployment/surfaces/surfaces.ts';
import { json } from '../../exercise/http/serve.test-support.ts';
import { deploy, noteAt } from '../../exercise/worker/worker.test-support.ts';
import type { Routes } from '../../exercise/worker/worker.test-support.ts';
import { resultOf, sweepAndJudge } from './sweep-and-judge.test-support.ts';

type Behaviour = {
  /** Milliseconds for which an access token opens things after its refresh token was signed out. */
  livesFor: number;
  /** Signed-out refresh tokens still give access tokens: good ones, ones that open nothing, or an error. */
  renews?: 'as ever' | 'in vain' | 'breaks';
};

/** A deployment whose sessions are a bearer token and a refresh token, and that signs out by the latter. */
function startTokens({ livesFor, renews }: Behaviour) {
  const former = new Map<string, string>();
  const access = new Map<string, { account: string; until: number }>();
  const sessions = new Map<string, { account: string; token: string }>();
  const viewerOf = ({ headers }: IncomingMessage): string | undefined => {
    const held = access.get(headers.authorization?.replace('Bearer ', '') ?? '');
    return held !== undefined && Date.now() < held.until ? held.account : undefined;
  };
  const open = (account: string, refresh: string) => {
    const token = `access${randomBytes(16).toString('hex')}`;
    access.set(token, { account, until: Infinity });
    sessions.set(refresh, { account, token });
    return { token, refresh };
  };
  const routes: Routes = {
    'POST /sign-in': (_, request, response, body) => {
      const { id } = JSON.parse(body) as { id: string };
      json(response, open(id, `refresh${randomBytes(16).toString('hex')}`));
    },
    'POST /sign-out': (_, request, response, body) => {
      const { refresh } = JSON.parse(body) as { refresh?: string };
      const session = sessions.get(refresh ?? '');
      if (session === undefined) return json(response, {}, 400);
      access.set(session.token, { account: session.account, until: Date.now() + livesFor });
      sessions.delete(refresh ?? '');
      former.set(refresh ?? '', session.account);
      json(response, {});
    },
    'POST /renew': (_, request, response, body) => {
      const { refresh } = JSON.parse(body) as { refresh: string };
      const account = sessions.get(refresh)?.account ?? former.get(refresh);
      const isOver = !sessions.has(refresh);
      if (isOver && renews === 'breaks') return json(response, {}, 500);
      if (account === undefined || (isOver && renews === undefined)) return json(response, {}, 400);
      json(response, open(isOver && renews === 'in vain' ? 'nobody' : account, refresh));
    },
    'POST /notes': (deployment, request, response, body) => {
      const note = { id: `note_${randomBytes(8).toString('hex')}`, owner: '', text: body };
      deployment.notes.push({ ...note, owner: viewerOf(request) ?? '' });
      json(response, { id: note.id }, 201);
    },
    'GET /notes': ({ notes }, request, response) => {
      const viewer = viewerOf(request);
      if (viewer === undefined) return json(response, {}, 401);
      json(
        response,
        notes.filter(({ owner }) => owner === viewer),
      );
    },
    'GET /kinds': (_, request, response) =>
      json(response, [{ kind: 'letter' }], viewerOf(request)?.startsWith('acc_') ? 200 : 401),
    'GET /notes/{}': (deployment, request, response) => {
      const note = noteAt(deployment, request);
      const isOwners = note !== undefined && note.owner === viewerOf(request);
      json(response, isOwners ? note : {}, isOwners ? 200 : 401);
    },
  };
  return deploy(routes);
}

const surfaces = [
  list('GET /notes', { shows: 'note' }),
  read('GET /notes/{note}'),
  { ...list('GET /kinds'), imported: true },
];

async function judge(behaviour: Behaviour, { within }: { within?: number } = {}) {
  const { url } = await startTokens(behaviour);
  const run: SignOut = async ({ http, keep }) =>
    void (await http.post('/sign-out', { json: { refresh: keep['refresh'] } }));
  const judged = await sweepAndJudge(url, surfaces, {
    accounts: {
      async create({ http }) {
        const { id } = (await http.post('/sign-up')).json<{ id: string }>();
        return { credentials: { id }, ids: { account: id } };
      },
      async signIn({ http, account: { credentials } }) {
        const { token, refresh } = (
          await http.post('/sign-in', { json: { id: credentials['id'] } })
        ).json<{ token: string; refresh: string }>();
        return { headers: { authorization: `Bearer ${token}` }, keep: { refresh } };
      },
      async renew({ http, keep }) {
        const { token } = (await http.post('/renew', { json: keep })).json<{ token: string }>();
        return { headers: { authorization: `Bearer ${token}` } };
      },
      signOut: within === undefined ? run : { run, within },
    },
  });
  const { verdict, owners } = resultOf(judged, 'no-access-after-sign-out');
  const { verdict: ownAccess } = resultOf(judged, 'own-access');
  const { verdict: listing } = resultOf(judged);
  const breaches = judged.findings['no-access-after-sign-out']?.breaches ?? [];
  const probes = [...new Set(breaches.map(({ attempt }) => attempt.probe))];
  return {
    verdict,
    leaks: owners.length > 0,
    ownAccess,
    listing,
    probes,
    reasons: judged.verdict.reasons,
  };
}

describe('a deployment that signs out by the refresh token', () => {
  it('holds where the access token ends with it', async () => {
    expect(await judge({ livesFor: 0 })).toMatchObject({
      verdict: 'holds',
      leaks: false,
      ownAccess: 'holds',
    });
  });

  it('is violated where the access token lives on', async () => {
    expect(await judge({ livesFor: Infinity })).toMatchObject({ verdict: 'violated', leaks: true });
  });
});

describe('a deployment whose ended sessions may live on for a while', () => {
  it('holds where they end in time', async () => {
    expect(await judge({ livesFor: 300 }, { within: 0.5 })).toMatchObject({
      verdict: 'holds',
      leaks: false,
      ownAccess: 'holds',
    });
  });

  it('raises no alarm where they are shown a catalogue meanwhile, as all accounts are', async () => {
    expect(await judge({ livesFor: 300 }, { within: 0.5 })).toMatchObject({ listing: 'holds' });
  });

  it('is violated where they live on beyond it', async () => {
    expect(await judge({ livesFor: Infinity }, { within: 0.5 })).toMatchObject({
      verdict: 'violated',
      leaks: true,
    });
  });
});

describe('a refresh token after sign-out', () => {
  it('is violated where it still gives a session', async () => {
    expect(await judge({ livesFor: 0, renews: 'as ever' })).toMatchObject({
      verdict: 'violated',
      probes: ['renewed-after-sign-out'],
    });
  });

  it('holds where the session that it gives opens nothing', async () => {
    expect(await judge({ livesFor: 0, renews: 'in vain' })).toMatchObject({ verdict: 'holds' });
  });

  it('is told where the renewal breaks', async () => {
    const { reasons } = await judge({ livesFor: 0, renews: 'breaks' });
    expect(reasons.join()).toContain('renewal after sign-out failed: POST /renew answered 500');
  });
});
