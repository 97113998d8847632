import { describe, expect, it } from 'vitest';
import type { Definition } from '../../deployment/definition.ts';
import { list } from '../../deployment/surfaces/surfaces.ts';
import { json } from '../../exercise/http/serve.test-support.ts';
import { deploy, describeDeployment } from '../../exercise/worker/worker.test-support.ts';
import type { Routes } from '../../exercise/worker/worker.test-support.ts';
import { resultOf, sweepAndJudge } from './sweep-and-judge.test-support.ts';

const html = { 'content-type': 'text/html' };
const form = '<form method=post action=/enter><input name=id><input type=password name=p></form>';

/** Judges a deployment whose home page is the sign-in page to strangers, and where a sign-in leads home. */
async function judge({ refuses = false, leaks = false, alwaysForm = false }) {
  const mine: Routes[string] = ({ notes, viewer }, request, response) => {
    const id = viewer(request);
    if (id === undefined) return json(response, {}, 401);
    json(
      response,
      notes.filter(({ owner }) => leaks || owner === id),
    );
  };
  const { url } = await deploy({
    'GET /': ({ viewer }, request, response) =>
      void response
        .writeHead(200, html)
        .end(viewer(request) === undefined || alwaysForm ? form : 'Welcome'),
    'GET /notes': mine,
    'POST /refuse': (_, __, response) => void response.writeHead(302, { location: '/' }).end(),
    'POST /enter': async (_, __, response, body) => {
      const answer = await fetch(`${url}/sign-in`, { method: 'POST', body });
      const cookie = answer.headers.get('set-cookie') ?? '';
      response.writeHead(302, { location: '/', 'set-cookie': cookie }).end();
    },
  });
  const signIn: Definition['accounts']['signIn'] = async ({ http, account }) => {
    await http.get('/');
    const { id } = account.credentials;
    await http.post(refuses ? '/refuse' : '/enter', { json: { id }, followRedirects: false });
    return { headers: {} };
  };
  const { accounts } = describeDeployment(url);
  return sweepAndJudge(url, [list('GET /notes', { shows: 'note' })], {
    accounts: { ...accounts, signIn },
  });
}

describe('a sign-in that leads home, unfollowed, where home is the sign-in page to strangers', () => {
  it('has succeeded where the session is shown another page', async () => {
    expect(resultOf(await judge({}))).toMatchObject({ verdict: 'holds' });
  });

  it('finds what such sessions are shown of others', async () => {
    expect(resultOf(await judge({ leaks: true }))).toMatchObject({
      verdict: 'violated',
      owners: ['a0', 'a1', 'a2'],
    });
  });

  it.each([{ refuses: true }, { alwaysForm: true }])(
    'has failed where the form is shown again: %j',
    async (how) => {
      await expect(judge(how)).rejects.toThrow(
        /POST \/(?:refuse|enter) answered 302 with the sign-in page/,
      );
    },
  );
});
