import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { list, read } from '../../deployment/surfaces/surfaces.ts';
import { json } from '../../exercise/http/serve.test-support.ts';
import { deploy, describeDeployment } from '../../exercise/worker/worker.test-support.ts';
import type { Routes } from '../../exercise/worker/worker.test-support.ts';
import { sweepAndJudge } from './sweep-and-judge.test-support.ts';

const newValue = () => randomBytes(24).toString('base64url');

/** What an answer gives two accounts alike, and what signing out does. */
type Behaviour = {
  /** Whether what they are given opens the first one's view. Default: a text that opens nothing. */
  opens?: true;
  /** Signing out leaves the session as it was. */
  staysOpen: boolean;
};

/**
 * A deployment that gives the same text to two of three accounts in each answer. Sessions send a token, and the name of
 * a device of their own, in whose place the text is tried, too.
 */
async function judge({ opens, staysOpen }: Behaviour) {
  const viewers = new Map<string, string>();
  const texts = new Map<string, string>();
  const ids: string[] = [];
  const tokenOf = ({ headers }: IncomingMessage) =>
    headers.authorization?.slice('Bearer '.length) ?? '';
  const textFor = (id: string) => {
    const first = ids[Math.floor(ids.indexOf(id) / 2) * 2] ?? id;
    const text = texts.get(first) ?? newValue();
    texts.set(first, text);
    if (opens) viewers.set(text, first);
    return text;
  };
  const routes: Routes = {
    'POST /sign-in': (_, _request, response, body) => {
      const [token, { id }] = [newValue(), JSON.parse(body) as { id: string }];
      viewers.set(token, id);
      if (!ids.includes(id)) ids.push(id);
      json(response, { token });
    },
    'POST /sign-out': (_, request, response) => {
      if (!staysOpen) viewers.delete(tokenOf(request));
      json(response, {});
    },
    'POST /notes': ({ notes }, request, response, text) => {
      const owner = viewers.get(tokenOf(request)) ?? '';
      const note = { id: `note_${randomBytes(8).toString('hex')}`, owner, text };
      notes.push(note);
      json(response, { id: note.id }, 201);
    },
    'GET /notes': ({ notes }, request, response) => {
      const me = viewers.get(tokenOf(request));
      if (me === undefined) return json(response, {}, 401);
      const own = notes.filter(({ owner }) => owner === me);
      json(response, { me, prescription: { id: textFor(me) }, notes: own });
    },
    // A session is asked at one surface alone before it is signed out.
    'GET /home': (_, request, response) => {
      const me = viewers.get(tokenOf(request));
      if (me === undefined) return json(response, {}, 401);
      json(response, { me, prescription: { id: textFor(me) } });
    },
  };
  const { url } = await deploy(routes);
  const { accounts } = describeDeployment(url);
  const surfaces = [read('GET /home'), list('GET /notes', { shows: 'note' })];
  const judged = await sweepAndJudge(url, surfaces, {
    accounts: {
      ...accounts,
      async signIn({ http, account }) {
        const answer = await http.post('/sign-in', { json: { id: account.credentials['id'] } });
        const { token } = answer.json<{ token: string }>();
        return { headers: { authorization: `Bearer ${token}`, 'x-device': newValue() } };
      },
    },
  });
  const { attempts } = judged.worker.recorded;
  return {
    violated: Object.entries(judged.findings).flatMap(([id, { verdict }]) =>
      verdict === 'violated' ? [id] : [],
    ),
    gaps: judged.findings['no-access-after-sign-out']?.reasons,
    trials: attempts.filter(({ probe }) => probe === 'fresh-credentials').length,
  };
}

describe('a text that the answers to a session held that was signed out since', () => {
  it.each([
    ['is no credential, though that session still opens its view', true],
    ['is no credential where that session has ended', false],
  ])('%s', async (_, staysOpen) => {
    const { violated, gaps, trials } = await judge({ staysOpen });
    const expected = staysOpen ? ['no-access-after-sign-out'] : [];
    expect({ violated, gaps }).toEqual({ violated: expected, gaps: [] });
    expect(trials).toBeGreaterThan(0);
  });

  it.each([
    ['is a credential if it opens another’s view, though that session still opens its own', true],
    ['is a credential if it opens another’s view, and the session has ended', false],
  ])('%s', async (_, staysOpen) => {
    const { violated, gaps } = await judge({ opens: true, staysOpen });
    const expected = ['no-foreign-credentials', ...(staysOpen ? ['no-access-after-sign-out'] : [])];
    expect({ violated, gaps }).toEqual({ violated: expected, gaps: [] });
  });
});
