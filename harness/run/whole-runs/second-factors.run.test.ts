import { describe, expect, it } from 'vitest';
import { totpCode, totpFrom } from '../../accounts/totp.ts';
import type { Definition } from '../../deployment/definition.ts';
import type { SecondFactor } from '../../deployment/sessions.ts';
import type { Judged } from '../../judging/judge.ts';
import { resultOf, sweepAndJudge } from './sweep-and-judge.test-support.ts';
import { startSecondFactors, surfaces } from './second-factors.test-support.ts';

type Accounts = Definition['accounts'];

/** Signs in by the form. It does not look at the answer to the code, whose status says nothing. */
const signIn: Accounts['signIn'] = async ({ http, account, code }) => {
  const { asks } = (await http.post('/sign-in', { json: { id: account.credentials['id'] } })).json<{
    asks: boolean;
  }>();
  if (asks) await http.post('/code', { form: { code: await code() } });
};

/** Signs up, with an authenticator app that is activated by a code where there is one. */
const create =
  (codes: { activate: boolean; keepSecret: boolean }): NonNullable<Accounts['create']> =>
  async ({ http }) => {
    const { id, secret } = (await http.post('/sign-up')).json<{ id: string; secret: string }>();
    if (codes.activate) await http.post('/activate', { json: { id, code: totpFrom(secret) } });
    const totpSecret = codes.keepSecret ? secret : undefined;
    return { credentials: { id, totpSecret }, ids: { account: id } };
  };

const byApp = { create: create({ activate: false, keepSecret: true }) };
const byMail = (code: SecondFactor['code']) => ({
  create: create({ activate: false, keepSecret: false }),
  secondFactor: { code },
});

/** The code in the last mail to the account since its sign-in began. */
const fromMail: SecondFactor['code'] = async ({ http, account, since }) => {
  const query = { to: account.ids['account'] ?? '', since: since.getTime() };
  return (await http.get('/mails', { query })).json<{ code: string }[]>().at(-1)?.code;
};

async function judge(
  behaviour: Parameters<typeof startSecondFactors>[0],
  accounts: Pick<Accounts, 'create' | 'secondFactor'>,
) {
  const { url } = await startSecondFactors(behaviour);
  const signOut: Accounts['signOut'] = async ({ http }) => void (await http.post('/sign-out'));
  const more = { accounts: { signIn, signOut, ...accounts } };
  return sweepAndJudge(url, surfaces, more);
}

const verdicts = (judged: Judged) => ({
  secondFactor: resultOf(judged, 'second-factor-required').verdict,
  ownAccess: resultOf(judged, 'own-access').verdict,
  failed: judged.verdict.reasons.filter((reason) => reason.includes('failed')),
});
const allHold = { secondFactor: 'holds', ownAccess: 'holds', failed: [] };

describe('codes of an authenticator app, which the deployment takes once', () => {
  it('holds, for each sign-in waits for the next code', async () => {
    expect(verdicts(await judge({ by: 'app' }, byApp))).toEqual(allHold);
  });

  it('holds where one was used to activate it while signing up', async () => {
    const activated = { create: create({ activate: true, keepSecret: true }) };
    expect(verdicts(await judge({ by: 'app' }, activated))).toEqual(allHold);
  });

  it('is violated where nothing waits for the code', async () => {
    const judged = await judge({ by: 'app', halfOpens: true }, byApp);
    expect(verdicts(judged)).toMatchObject({ secondFactor: 'violated' });
  });

  it('takes a sign-in that ends at the sign-in page for a failed one, and for no lockout', async () => {
    const asOld = new Map<string, string>();
    // A definition that gives each account the same code for ever.
    const code: SecondFactor['code'] = ({ account: { credentials, id } }) => {
      const first = asOld.get(id) ?? totpCode(credentials['totpSecret'] ?? '');
      asOld.set(id, first);
      return first;
    };
    const judged = await judge({ by: 'app' }, { ...byApp, secondFactor: { code } });
    const { ownAccess, failed } = verdicts(judged);
    expect(ownAccess).not.toBe('violated');
    expect(failed).toEqual([
      expect.stringMatching(/^sign-in failed: POST \/sign-in answered 200 with the sign-in page/),
    ]);
  });
});

describe('codes that come by e-mail', () => {
  it('holds where they are asked for', async () => {
    expect(verdicts(await judge({ by: 'e-mail' }, byMail(fromMail)))).toEqual(allHold);
  });

  it('waits for one that has not come yet', async () => {
    let questions = 0;
    const late: SecondFactor['code'] = async (context) =>
      (questions += 1) === 1 ? null : fromMail(context);
    expect(verdicts(await judge({ by: 'e-mail' }, byMail(late)))).toEqual(allHold);
  });

  it('is violated where nothing waits for the code', async () => {
    const judged = await judge({ by: 'e-mail', halfOpens: true }, byMail(fromMail));
    expect(verdicts(judged)).toMatchObject({ secondFactor: 'violated' });
  });
});
