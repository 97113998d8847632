import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { expect, it } from 'vitest';
import { list } from '../../deployment/surfaces/surfaces.ts';
import { json } from '../../exercise/http/serve.test-support.ts';
import { deploy, describeDeployment } from '../../exercise/worker/worker.test-support.ts';
import { notesByCookie, sidOf } from './notes-by-cookie.test-support.ts';
import { resultOf, sweepAndJudge, without } from './sweep-and-judge.test-support.ts';

type Deployed = {
  /** Where visitors are given a session, without an account at first. */
  gives?: '/' | '/sign-in' | 'nowhere';
  /** Whether signing in gives a session of its own, whatever the client had before. */
  renews: boolean;
};

/** A deployment whose sign-in page is asked for first. */
async function judged({ gives = 'nowhere', renews }: Deployed, omit = '') {
  const sessions = new Map<string, string>();
  const give = (response: ServerResponse, sid = randomBytes(16).toString('hex')): string => {
    response.setHeader('set-cookie', `web=${sid}; Path=/`);
    return sid;
  };
  const pageAt =
    (path: string) => (_: unknown, request: IncomingMessage, response: ServerResponse) => {
      if (gives === path && sidOf(request) === '') give(response);
      response.end('Welcome');
    };
  const { url } = await deploy({
    'GET /': pageAt('/'),
    'GET /sign-in': pageAt('/sign-in'),
    'POST /sign-in': (_, request, response, body) => {
      const known = sidOf(request);
      const isKept = !renews && known !== '';
      sessions.set(
        give(response, isKept ? known : undefined),
        (JSON.parse(body) as { id: string }).id,
      );
      json(response, {});
    },
    ...notesByCookie(sessions),
  });
  const accounts = {
    ...describeDeployment(url).accounts,
    // Else there is what an ended session has left.
    ...(gives === 'nowhere' ? {} : { signOut: { none: 'nobody signs out' } }),
    async signIn({ http, account: { credentials } }: Parameters<SignIn>[0]) {
      await http.get('/sign-in');
      await http.post('/sign-in', { json: { id: credentials['id'] } });
    },
  };
  const surfaces = [list('GET /notes', { shows: 'note' })];
  const run = await sweepAndJudge(url, surfaces, { accounts }, without(omit));
  const { breaches = [] } = run.findings['no-anonymous-access'] ?? {};
  const { attempts } = run.worker.recorded;
  return {
    verdict: resultOf(run, 'no-anonymous-access').verdict,
    probes: [...new Set(breaches.map(({ attempt }) => attempt.probe))],
    whole: run.verdict.verdict,
    tried: attempts.filter(({ variant }) => variant === 'earlier-cookies').length,
  };
}

type SignIn = ReturnType<typeof describeDeployment>['accounts']['signIn'];

it.each(['/', '/sign-in', 'nowhere'] as const)(
  'a sign-in that gives a session of its own holds, whatever %s gave before',
  async (gives) => {
    const { verdict, tried } = await judged({ gives, renews: true });
    expect(verdict).toBe('holds');
    expect(tried).toBeGreaterThan(0);
  },
);

it.each(['/', '/sign-in', 'nowhere'] as const)(
  'a sign-in that keeps the session of a client is found by this probe alone, where %s gave it',
  async (gives) => {
    expect(await judged({ gives, renews: false })).toMatchObject({
      verdict: 'violated',
      probes: ['session-fixation'],
    });
    expect(await judged({ gives, renews: false }, 'session-fixation')).toMatchObject({
      verdict: 'holds',
      tried: 0,
    });
  },
);
