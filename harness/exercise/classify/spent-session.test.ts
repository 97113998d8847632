import { describe, expect, it } from 'vitest';
import { read } from '../../deployment/surfaces/surfaces.ts';
import { json } from '../http/serve.test-support.ts';
import { deployTokens, describeTokens } from '../scan/tokens.test-support.ts';
import { deploy, describeDeployment, person, testWorker } from '../worker/worker.test-support.ts';

const note = read('GET /notes/{note}');

describe('a refusal of a signed-out session', () => {
  it.each([
    ['counts while it would have lasted', 3600, 'denied'],
    ['says nothing once it would have expired', 0.9, 'unclear'],
  ])('%s', async (_, expiresIn, outcome) => {
    const { url } = await deployTokens();
    const definition = describeTokens(url);
    const { accounts } = definition;
    const { worker } = await testWorker({
      ...definition,
      accounts: {
        ...accounts,
        signIn: async (context) => ({ ...(await accounts.signIn(context)), expiresIn }),
      },
    });
    const { session, thing } = await person(worker);
    const ended = await worker.signOut(session);
    expect(await worker.attempt({ session: ended, surface: note, thing })).toMatchObject({
      outcome,
    });
  });

  it.each([
    ['counts as long as its cookie does', 3600, 'denied'],
    ['says nothing once its cookie is gone', 0, 'unclear'],
  ])('%s', async (_, age, outcome) => {
    const { url } = await deploy({
      'POST /sign-in': (_deployment, _request, response) =>
        json(response, {}, 200, { 'set-cookie': `sid=x${'y'.repeat(20)}; Max-Age=${age}` }),
      'GET /notes/{}': (_deployment, _request, response) => json(response, {}, 401),
    });
    const { worker } = await testWorker(describeDeployment(url));
    const { session, thing } = await person(worker);
    const ended = await worker.signOut(session);
    expect(await worker.attempt({ session: ended, surface: note, thing })).toMatchObject({
      outcome,
    });
  });
});
