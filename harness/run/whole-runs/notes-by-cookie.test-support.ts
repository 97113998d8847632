import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { json } from '../../exercise/http/serve.test-support.ts';
import type { Routes } from '../../exercise/worker/worker.test-support.ts';

/** The session that a request names by its cookie `web`; empty where it names none. */
export const sidOf = ({ headers }: IncomingMessage): string =>
  /web=(\w+)/.exec(headers.cookie ?? '')?.[1] ?? '';

/**
 * Notes of accounts, and signing out.
 * @param sessions the accounts, by session
 */
export function notesByCookie(sessions: Map<string, string>): Routes {
  return {
    'POST /sign-out': (_, request, response) => {
      sessions.delete(sidOf(request));
      json(response, {});
    },
    'POST /notes': ({ notes }, request, response, text) => {
      const id = `note_${randomBytes(8).toString('hex')}`;
      notes.push({ id, owner: sessions.get(sidOf(request)) ?? '', text });
      json(response, { id }, 201);
    },
    'GET /notes': ({ notes }, request, response) => {
      const viewer = sessions.get(sidOf(request));
      if (viewer === undefined) return json(response, {}, 401);
      json(response, { items: notes.filter(({ owner }) => owner === viewer) });
    },
  };
}
