import type { ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import type { Attempt } from '../../harness/domain/attempts/attempt.ts';
import type { ReportInput } from '../input.ts';
import { sampleCase, violatedRun } from '../testing/samples.ts';
import { reproScript } from './by-kind.ts';
import { runScript } from './run-script.test-support.ts';

const run = violatedRun();
const surface = 'GET /live/{recording}';
const live = {
  kind: 'listen',
  id: surface,
  gives: 'read',
  needs: ['recording'],
  imported: false,
} as const;
const input: ReportInput = { ...run, plan: { ...run.plan, surfaces: [live] } };
const token = input.tokenText({ run: input.plan.run, account: 2, field: 3 });
const scriptOf = (status: number, more: Partial<Attempt> = {}) =>
  reproScript(
    input,
    sampleCase(input, {
      viewer: 'a5',
      owners: [2],
      surface,
      invariant: 'no-foreign-reading',
      what: 'message',
      where: 'message 1',
      thing: 'a2.1',
      attempt: { channel: 'socket', status, ...more },
    }),
  );
/** How long nothing may arrive, in seconds. */
const env = { CHAPERONE_WAIT: '1' };

describe('a script that listens to a WebSocket', () => {
  const listen = (tells: (viewer: string | null) => string | null) =>
    runScript(scriptOf(101), (_, response) => response.writeHead(400).end(), env, tells);

  it('sees what the viewer is told', async () => {
    const { code, stdout, asked } = await listen(() => `{"text":"${token}"}`);
    expect({ code, stdout }).toEqual({ code: 1, stdout: 'LEAKED (HTTP open)\n' });
    expect(asked).toContain('a5 socket /live/rec_2m2p8');
  });

  it('takes it for cured where the owner alone is told', async () => {
    const { code } = await listen((viewer) => (viewer === 'a2' ? token : 'nothing'));
    expect(code).toBe(0);
    expect((await listen((viewer) => (viewer === 'a2' ? token : null))).code).toBe(0);
  });

  it('cannot tell where the owner is told nothing either', async () => {
    const { code, stderr } = await listen(() => 'nothing');
    expect(code).toBe(2);
    expect(stderr).toContain('not even where it should');
  });
});

describe('a script that leaves a connection open over the sign-out', () => {
  const script = reproScript(
    input,
    sampleCase(input, {
      viewer: 'a2',
      owners: [2],
      surface,
      invariant: 'no-access-after-sign-out',
      what: 'message',
      where: 'message 2',
      thing: 'a2.1',
      attempt: { channel: 'socket', status: 101, variant: 'kept', sessionState: 'signed-out' },
    }),
  );
  const leave = async (told: { before: string; after: (isOwner: boolean) => string | null }) => {
    let hasLeft = false;
    let acts = 0;
    const answer = ({ url }: { url: URL }, response: ServerResponse) => {
      hasLeft ||= url.pathname === '/sign-out';
      response.end();
    };
    const act = { CHAPERONE_ACT: 'curl -s "$CHAPERONE_URL/act"', ...env };
    return runScript(script, answer, act, () =>
      hasLeft ? told.after((acts += 1) > 1) : told.before,
    );
  };

  it('sees what still comes over it, and is cured where the owner alone is told', async () => {
    // The viewer connects first.
    expect((await leave({ before: 'hello', after: () => token })).code).toBe(1);
    const cured = await leave({ before: token, after: (isOwner) => (isOwner ? token : null) });
    expect(cured.code).toBe(0);
    expect(cured.asked).toContain('a2 GET /sign-out');
  });

  it('cannot tell where nothing comes to the owner either', async () => {
    expect((await leave({ before: token, after: () => 'nothing' })).code).toBe(2);
  });
});

it.each([
  ['that listens', {}],
  [
    'that says how to listen',
    { changed: { method: 'GET', path: null, elsewhere: false, headers: {} } },
  ],
])('a script %s names the trace of what was seen', (_, more) => {
  const trace = '0af7651916cd43dd8448eb211c80319c';
  expect(scriptOf(101, { trace, ...more })).toContain(`\n# trace id ${trace}: `);
});

describe('a script that listens to an event stream', () => {
  const listen = (told: (viewer: string | null) => string | null, more = {}) =>
    runScript(
      scriptOf(200),
      ({ viewer }, response) => {
        const text = told(viewer);
        response.writeHead(text === null ? 403 : 200, { 'content-type': 'text/event-stream' });
        if (text === null) response.end();
        else response.write(`data: ${text}\n\n`);
      },
      { ...env, ...more },
    );

  it('sees what the viewer is told, and is cured where they are not', async () => {
    expect((await listen(() => token)).code).toBe(1);
    expect((await listen((viewer) => (viewer === 'a2' ? token : null))).code).toBe(0);
    expect((await listen(() => 'nothing')).code).toBe(2);
  });

  it('lets the owner act by a command', async () => {
    const { stderr } = await listen(() => 'nothing', { CHAPERONE_ACT: 'echo the owner acts' });
    expect(stderr).toContain('the owner acts');
  });
});
