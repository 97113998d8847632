import { createHmac, randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Definition } from '../../deployment/definition.ts';
import { list, read } from '../../deployment/surfaces/surfaces.ts';
import { json } from '../../exercise/http/serve.test-support.ts';
import { deploy, describeDeployment } from '../../exercise/worker/worker.test-support.ts';
import type { Deployment, Routes } from '../../exercise/worker/worker.test-support.ts';
import { resultOf, sweepAndJudge } from './sweep-and-judge.test-support.ts';

const segment = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const sign = (claims: object) => {
  const content = `${segment({ alg: 'HS256', typ: 'JWT' })}.${segment(claims)}`;
  return `${content}.${createHmac('sha256', 'k').update(content).digest('base64url')}`;
};

/** The account whose JWT stands on a viewer's page. */
type Whose = (deployment: Deployment, viewer: string) => string;
const own: Whose = (_, viewer) => viewer;
/** The second account that wrote a note gets the JWT of the first. */
const ofFirst: Whose = ({ notes }, viewer) => {
  const [first = '', second] = [...new Set(notes.map(({ owner }) => owner))];
  return viewer === second ? first : viewer;
};

type Given = {
  claims(account: string, requested: number): object;
  whose: Whose;
  /** How the JWT stands on the page. Default: as it is. */
  pack?(jwt: string): string;
};

/** A deployment whose home page holds a JWT that is made anew for each answer. */
async function judge(
  { claims, whose, pack = (jwt) => jwt }: Given,
  accounts?: (url: string) => Definition['accounts'],
) {
  let made = 0;
  const routes: Routes = {
    'GET /home': (deployment, request, response) => {
      const viewer = deployment.viewer(request);
      if (viewer === undefined) return json(response, {}, 401);
      const jwt = sign(claims(whose(deployment, viewer), (made += 1)));
      response.writeHead(200, { 'content-type': 'text/html' });
      return void response.end(`<h1>${viewer}</h1><script>start("${pack(jwt)}")</script>`);
    },
    'GET /notes': (deployment, request, response) => {
      const viewer = deployment.viewer(request);
      if (viewer === undefined) return json(response, {}, 401);
      return json(response, { notes: deployment.notes.filter(({ owner }) => owner === viewer) });
    },
  };
  const { url } = await deploy(routes);
  const more = accounts === undefined ? {} : { accounts: accounts(url) };
  return sweepAndJudge(url, [read('GET /home'), list('GET /notes', { shows: 'note' })], more);
}

const exposed = (judged: Awaited<ReturnType<typeof judge>>) => {
  const { verdict, breaches = [] } = judged.findings['no-foreign-credentials'] ?? {};
  return {
    verdict,
    found: [
      ...new Set(
        breaches.map(
          ({ attempt, owner, sighting }) => `${attempt.viewer} ${owner} ${sighting?.what}`,
        ),
      ),
    ],
  };
};

describe.each([
  ['sub', (id: string, iat: number) => ({ sub: id, iat })],
  [
    'a namespaced claim',
    (id: string, iat: number) => ({ iat, 'https://acme.test/user': { id: 1, user_id: id } }),
  ],
])('a JWT that names its account by %s', (_, claims) => {
  it('is exposed to another account, without being sent', async () => {
    const judged = await judge({ claims, whose: ofFirst });
    expect(exposed(judged)).toEqual({
      verdict: 'violated',
      found: ['a1 a0 JWT of the account'],
    });
  });

  it('is the account’s own on its own page', async () => {
    const judged = await judge({ claims, whose: own });
    expect(exposed(judged)).toEqual({ verdict: 'holds', found: [] });
    expect(resultOf(judged, 'no-foreign-reading').verdict).toBe('holds');
  });
});

const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64');

describe.each<[string, (jwt: string) => string]>([
  ['base64 of JSON', (token) => base64({ user: { token } })],
  ['base64 of JSON at another place of a group', (token) => base64({ user: { a: 0, token } })],
  ['base64 of JSON at the third place of a group', (token) => base64({ user: { ab: 0, token } })],
  ['base64url of a form', (token) => Buffer.from(`a=1&jwt=${token}`).toString('base64url')],
  ['JSON within a text', (token) => JSON.stringify(JSON.stringify({ token }))],
  ['lines of base64', (token) => base64({ token }).replace(/.{60}/g, '$&\\n')],
])('a JWT within %s', (_, pack) => {
  const claims = (id: string, iat: number) => ({ sub: id, iat });

  it('is exposed to another account', async () => {
    const judged = await judge({ claims, whose: ofFirst, pack });
    expect(exposed(judged)).toEqual({
      verdict: 'violated',
      found: ['a1 a0 JWT of the account'],
    });
  });

  it('is the account’s own on its own page', async () => {
    const judged = await judge({ claims, whose: own, pack });
    expect(exposed(judged)).toEqual({ verdict: 'holds', found: [] });
  });
});

/** Accounts whose sessions are JWTs with a number, which the definition does not know. */
function withNumbers(url: string, numberOf: (id: string) => number): Definition['accounts'] {
  const { accounts } = describeDeployment(url);
  return {
    ...accounts,
    async signIn(context) {
      await accounts.signIn(context);
      const number = numberOf(context.account.credentials['id'] ?? '');
      return { headers: { authorization: `Bearer ${sign({ user_id: number, exp: 0 })}` } };
    },
  };
}

it('recognises the address of e-mail that an account signs in with', async () => {
  const address = (id: string) => `${id.slice(0, 7)}@acme.test`;
  const judged = await judge(
    { claims: (id) => ({ email: address(id) }), whose: ofFirst },
    (url) => {
      const { accounts } = describeDeployment(url);
      return {
        ...accounts,
        async create() {
          const id = `acc_${randomBytes(8).toString('hex')}`;
          return { credentials: { id, login: address(id) }, ids: { account: id } };
        },
      };
    },
  );
  expect(exposed(judged)).toEqual({ verdict: 'violated', found: ['a1 a0 JWT of the account'] });
});

describe('a JWT that names its account by a short number', () => {
  const numbers = new Map<string, number>();
  const numberOf = (id: string) => {
    const number = numbers.get(id) ?? numbers.size + 1;
    numbers.set(id, number);
    return number;
  };

  it('is recognised by the JWTs of sessions', async () => {
    numbers.clear();
    const judged = await judge(
      { claims: (id, exp) => ({ user_id: numberOf(id), exp }), whose: ofFirst },
      (url) => withNumbers(url, numberOf),
    );
    expect(exposed(judged)).toEqual({ verdict: 'violated', found: ['a1 a0 JWT of the account'] });
  });

  it('says nothing in a JWT of another make', async () => {
    numbers.clear();
    const judged = await judge({ claims: () => ({ user_id: 1, room: 'r' }), whose: own }, (url) =>
      withNumbers(url, numberOf),
    );
    expect(exposed(judged)).toEqual({ verdict: 'holds', found: [] });
  });
});
