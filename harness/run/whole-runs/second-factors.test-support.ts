import { randomBytes, randomInt } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { totpCode } from '../../accounts/totp.ts';
import { list, read } from '../../deployment/surfaces/surfaces.ts';
import { json } from '../../exercise/http/serve.test-support.ts';
import { deploy, noteAt } from '../../exercise/worker/worker.test-support.ts';

type Mail = { to: string; at: number; code: string };

/** How the deployment treats codes. */
type Behaviour = {
  /** Codes come from an authenticator app, of a second each, or by e-mail. */
  by: 'app' | 'e-mail';
  /** The session that waits for its code opens everything already. Default: false. */
  halfOpens?: boolean;
  /** Whether an account (by its place, from 0 on) has a second factor. Default: each has. */
  has?(place: number): boolean;
};

const html = { 'content-type': 'text/html' };
const signInPage = '<form method=post><input name=id><input type=password name=password></form>';

/**
 * A deployment that asks for a code by a form, takes each only once, and answers a wrong or used one by a redirect to
 * its sign-in page. It has a mail catcher, too.
 */
export async function startSecondFactors({ by, halfOpens = false, has = () => true }: Behaviour) {
  const secrets = new Map<string, { secret: string; last: string; asks: boolean }>();
  const sessions = new Map<string, { account: string; isWhole: boolean }>();
  const mails: Mail[] = [];
  const sessionOf = ({ headers }: IncomingMessage) =>
    sessions.get(/sid=(\w+)/.exec(headers.cookie ?? '')?.[1] ?? '');
  const viewerOf = (request: IncomingMessage): string | undefined => {
    const session = sessionOf(request);
    return session?.isWhole === true || halfOpens ? session?.account : undefined;
  };
  const isRight = (account: string, code: string): boolean => {
    const held = secrets.get(account);
    if (held === undefined || code === held.last) return false;
    const now = Date.now();
    const right =
      by === 'app'
        ? [0, 1000, 2000].map((ago) => totpCode(held.secret, now - ago))
        : mails.filter(({ to }) => to === account).map(({ code: sent }) => sent);
    if (!right.includes(code)) return false;
    held.last = code;
    return true;
  };
  const deployment = await deploy({
    'POST /sign-up': (_, request, response) => {
      const id = `acc_${randomBytes(8).toString('hex')}`;
      const base32 = Array.from({ length: 32 }, () => 'ABCDEFGHIJKLMNOP'[randomInt(16)]).join('');
      const secret = `otpauth://totp/acme?secret=${base32}&period=1`;
      secrets.set(id, { secret, last: '', asks: has(secrets.size) });
      json(response, { id, secret }, 201);
    },
    // As many do, it wants to see a code before it turns the second factor on.
    'POST /activate': (_, request, response, body) => {
      const { id, code } = JSON.parse(body) as { id: string; code: string };
      json(response, {}, isRight(id, code) ? 200 : 403);
    },
    'GET /sign-in': (_, request, response) => void response.writeHead(200, html).end(signInPage),
    'POST /sign-in': (_, request, response, body) => {
      const { id } = JSON.parse(body) as { id: string };
      const sid = randomBytes(16).toString('hex');
      const asks = secrets.get(id)?.asks ?? false;
      sessions.set(sid, { account: id, isWhole: !asks });
      if (asks) mails.push({ to: id, at: Date.now(), code: String(randomInt(1e8, 1e9)) });
      json(response, { asks }, 200, { 'set-cookie': `sid=${sid}; Path=/` });
    },
    'POST /code': (_, request, response, body) => {
      const session = sessionOf(request);
      const code = new URLSearchParams(body).get('code') ?? '';
      const isIn = session !== undefined && isRight(session.account, code);
      if (isIn) session.isWhole = true;
      response.writeHead(303, { location: isIn ? '/notes' : '/sign-in' }).end();
    },
    'POST /sign-out': (_, request, response) => {
      const session = sessionOf(request);
      if (session !== undefined) session.account = '';
      json(response, {});
    },
    'GET /mails': (_, request, response) => {
      const { searchParams } = new URL(request.url ?? '', 'http://mails.test');
      const since = Number(searchParams.get('since'));
      json(
        response,
        mails.filter(({ to, at }) => to === searchParams.get('to') && at >= since),
      );
    },
    'POST /notes': ({ notes }, request, response, text) => {
      const owner = viewerOf(request);
      if (!owner) return json(response, {}, 401);
      const id = `note_${randomBytes(8).toString('hex')}`;
      notes.push({ id, owner, text });
      json(response, { id }, 201);
    },
    'GET /notes': ({ notes }, request, response) => {
      const viewer = viewerOf(request);
      if (!viewer) return json(response, {}, 401);
      json(
        response,
        notes.filter(({ owner }) => owner === viewer),
      );
    },
    'GET /notes/{}': (all, request, response) => {
      const note = noteAt(all, request);
      const isOwners = note !== undefined && note.owner === viewerOf(request);
      json(response, isOwners ? note : {}, isOwners ? 200 : 401);
    },
  });
  return { url: deployment.url };
}

/** The surfaces of that deployment. */
export const surfaces = [list('GET /notes', { shows: 'note' }), read('GET /notes/{note}')];
