import { randomBytes } from 'node:crypto';
import type { Definition } from '../../deployment/definition.ts';
import { list, read } from '../../deployment/surfaces/surfaces.ts';
import { json, serve } from '../http/serve.test-support.ts';

type Note = { id: string; owner: string; text: string };
type Grant = { account: string; family: string; expiresAt: number; uses: number };

export type TokenDeployment = {
  url: string;
  /** The requests for tokens, in order: `sign-in a`, `refresh a`, `reuse a`. */
  log: string[];
  /** Ends all access tokens issued so far (or those of one account), as a restart of the server might. */
  expire(account?: string): void;
  /** Access tokens that are valid now. */
  tokens(): string[];
};

/**
 * Starts a deployment whose access tokens expire and whose refresh tokens can be used once. Using a refresh token a
 * second time ends all access tokens of its family.
 * @param life lifetime of an access token, in seconds
 * @param uses number of requests that an access token can make
 * @param refusal status for requests of foreign notes (default: 403)
 */
export async function deployTokens({
  life = 3600,
  uses = Infinity,
  refusal = 403,
} = {}): Promise<TokenDeployment> {
  const notes: Note[] = [];
  const access = new Map<string, Grant>();
  const refresh = new Map<string, { grant: Grant; used: boolean }>();
  const log: string[] = [];
  let accounts = 0;

  const issue = (account: string, family: string) => {
    const grant = { account, family, expiresAt: Date.now() + life * 1000, uses };
    const [token, next] = [randomBytes(16).toString('hex'), randomBytes(16).toString('hex')];
    // A new access token ends the previous one.
    for (const [old, { family: of }] of access) if (of === family) access.delete(old);
    access.set(token, grant);
    refresh.set(next, { grant, used: false });
    return { access_token: token, refresh_token: next, expires_in: life };
  };

  const url = await serve((request, response, body) => {
    const path = request.url ?? '';
    const what = `${request.method} ${path.replace(/\/note_\w+$/, '/{}')}`;
    if (what === 'POST /accounts')
      return json(response, { id: `acc_${(accounts += 1)}_${randomBytes(8).toString('hex')}` });
    if (what === 'POST /token') {
      const form = new URLSearchParams(body);
      if (form.get('grant_type') === 'password') {
        const account = form.get('username') ?? '';
        log.push(`sign-in ${account}`);
        return json(response, issue(account, randomBytes(8).toString('hex')));
      }
      const held = refresh.get(form.get('refresh_token') ?? '');
      if (held === undefined) return json(response, { error: 'invalid_grant' }, 400);
      const { account, family } = held.grant;
      log.push(`${held.used ? 'reuse' : 'refresh'} ${account}`);
      if (!held.used) {
        held.used = true;
        return json(response, issue(account, family));
      }
      for (const [token, grant] of access) if (grant.family === family) access.delete(token);
      return json(response, { error: 'invalid_grant' }, 400);
    }
    const token = /^Bearer (\w+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
    const grant = access.get(token);
    if (grant === undefined || grant.expiresAt <= Date.now() || grant.uses === 0)
      return json(response, {}, 401);
    grant.uses -= 1;
    if (what === 'DELETE /token') {
      access.delete(token);
      return json(response, {});
    }
    if (what === 'GET /notes')
      return json(
        response,
        notes.filter(({ owner }) => owner === grant.account),
      );
    if (what === 'POST /notes') {
      const id = `note_${randomBytes(8).toString('hex')}`;
      notes.push({ id, owner: grant.account, text: body });
      return json(response, { id }, 201);
    }
    const note = notes.find(({ id }) => path.endsWith(id));
    if (note === undefined) return json(response, {}, 404);
    return note.owner === grant.account ? json(response, note) : json(response, {}, refusal);
  });
  return {
    url,
    log,
    expire(account) {
      for (const [token, grant] of access)
        if (account === undefined || grant.account === account) access.delete(token);
    },
    tokens: () => [...access.keys()],
  };
}

type Token = { access_token: string; refresh_token: string; expires_in: number };

/** What `signIn` returns. `told`: with the lifetime of the token. */
const signedIn = ({ access_token, refresh_token, expires_in }: Token, told: boolean) => ({
  headers: { authorization: `Bearer ${access_token}` },
  ...(told ? { expiresIn: expires_in } : {}),
  keep: { refresh: refresh_token },
});

/** The definition of this deployment. `renew`: the refresh token renews a session; otherwise signing in again does. */
export function describeTokens(
  url: string,
  { told = true, renew = true }: { told?: boolean; renew?: boolean } = {},
): Definition {
  return {
    name: 'tokens',
    url,
    timeout: 5000,
    release: () => '1',
    accounts: {
      async create({ http }) {
        const { id } = (await http.post('/accounts')).json<{ id: string }>();
        return { credentials: { username: id } };
      },
      async signIn({ http, account }) {
        const form = { grant_type: 'password', username: account.credentials['username'] ?? '' };
        return signedIn((await http.post('/token', { form })).json<Token>(), told);
      },
      ...(renew
        ? {
            async renew({ http, keep }) {
              const form = { grant_type: 'refresh_token', refresh_token: keep['refresh'] ?? '' };
              return signedIn((await http.post('/token', { form })).json<Token>(), told);
            },
          }
        : {}),
      signOut: async ({ http }) => void (await http.delete('/token')),
    },
    consultations: {
      create: async ({ http, token }) => ({
        note: (await http.post('/notes', { body: token('text') })).json<{ id: string }>().id,
      }),
    },
    surfaces: [list('GET /notes', { shows: 'note' }), read('GET /notes/{note}')],
  };
}
