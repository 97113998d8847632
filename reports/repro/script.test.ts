import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Case } from '../../harness/domain/verdict/case.ts';
import { quoteShell } from '../escape.ts';
import type { ReportInput } from '../input.ts';
import { sampleCase, violatedRun } from '../testing/samples.ts';
import { payload } from '../testing/poison.ts';
import { reproScript } from './by-kind.ts';

type Answer = { status?: number; body: string | Buffer; type?: string };
type Asked = { method: string; url: string; viewer: string | null; range: string | undefined };

const input = violatedRun();
const list = { surface: 'GET /api/recordings', invariant: 'no-foreign-listing', what: 'title' };
const listed = (more: Partial<Parameters<typeof sampleCase>[1]> = {}) =>
  sampleCase(input, { viewer: 'a5', owners: [2], where: '$.items[0].title', ...list, ...more });
const media = (more: Partial<Parameters<typeof sampleCase>[1]> = {}) =>
  sampleCase(input, {
    viewer: 'a5',
    owners: [2],
    surface: 'GET /api/recordings/{recording}/media',
    invariant: 'no-foreign-streaming',
    what: 'media',
    where: 'body',
    kind: 'frame',
    encoding: 'qr',
    thing: 'a2.1',
    ...more,
  });
const token = input.tokenText({ run: input.plan.run, account: 2, field: 3 });

describe('a reproduction script, run', () => {
  let folder: string;
  let server: Server;
  let asked: Asked[];
  let answer: (asked: Asked) => Answer;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'repro-'));
    asked = [];
    // Stands in for `chaperone env RUN ACCOUNT --session ID`.
    const stub =
      'printf \'header = "x-viewer: %s"\\n\' "$3" >"$0.$3"; echo "export CHAPERONE_CURL_CONFIG=\'$0.$3\'"';
    await writeFile(join(folder, 'stub'), `[ "$1" = env ] || exit 1\n${stub}\n`);
    server = createServer((request, response) => {
      const one: Asked = {
        method: request.method ?? '',
        url: request.url ?? '',
        viewer: request.headers['x-viewer']?.toString() ?? null,
        range: request.headers.range,
      };
      asked.push(one);
      const { status = 200, body, type = 'application/json' } = answer(one);
      response.writeHead(status, { 'content-type': type }).end(body);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterEach(async () => {
    await new Promise((resolve) => server.close(resolve));
    await rm(folder, { recursive: true });
  });

  async function run(item: Case, from: ReportInput = input, env: Record<string, string> = {}) {
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : 0;
    const file = join(folder, 'repro.sh');
    await writeFile(file, reproScript(from, item) ?? 'no script');
    const variables = {
      PATH: process.env['PATH'] ?? '',
      CHAPERONE_URL: `http://127.0.0.1:${port}`,
      CHAPERONE: `sh ${join(folder, 'stub')}`,
      ...env,
    };
    return new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
      execFile('sh', [file], { cwd: folder, env: variables }, (error, stdout, stderr) => {
        resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr });
      });
    });
  }

  it('finds the owner’s token in whatever case, with the viewer’s session', async () => {
    answer = () => ({ body: JSON.stringify({ items: [{ title: `x ${token.toUpperCase()}` }] }) });
    expect(await run(listed())).toMatchObject({ code: 1, stdout: 'LEAKED (HTTP 200)\n' });
    expect(asked).toEqual([
      { method: 'GET', url: '/api/recordings', viewer: 'a5', range: undefined },
    ]);
  });

  it('asks in the way that a probe had changed the request to, without a body', async () => {
    answer = () => ({ body: token });
    const headers = { 'x-http-method-override': 'GET' };
    const changed = { method: 'POST', path: '//api/recordings/x%2f1', elsewhere: true, headers };
    const item = listed({ attempt: { variant: 'post-as-get', changed } });
    expect(await run(item)).toMatchObject({ code: 1 });
    expect(asked).toEqual([
      { method: 'POST', url: '//api/recordings/x%2f1', viewer: 'a5', range: undefined },
    ]);
    expect(reproScript(input, item)).toContain("--header 'x-http-method-override: GET'");
    const hidden = { variant: 'foreign-cursor', changed: { ...changed, path: null } };
    expect(reproScript(input, listed({ attempt: hidden }))).toBeNull();
  });

  it('says so where the token no longer comes', async () => {
    answer = ({ viewer }) => (viewer === 'a2' ? { body: token } : { status: 404, body: '{}' });
    const { code, stdout } = await run(listed());
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'not seen in this answer (HTTP 404)\n' });
    expect(asked.map(({ viewer }) => viewer)).toEqual(['a5', 'a2']);
  });

  it('asks without credentials where nobody was signed in', async () => {
    answer = () => ({ body: token });
    const item = listed({ viewer: 'anonymous' });
    expect(await run(item, input, { CHAPERONE: 'false' })).toMatchObject({ code: 1 });
    expect(asked[0]?.viewer).toBeNull();
  });

  it('asks with what goes with every request, also where nobody was signed in', async () => {
    answer = () => ({ body: token });
    const from = { ...input, plan: { ...input.plan, headers: ['x-api-key'] } };
    expect(await run(listed({ viewer: 'anonymous' }), from)).toMatchObject({ code: 1 });
    expect(asked[0]?.viewer).toBe('anonymous');
  });

  it('cannot tell without credentials, or without a deployment', async () => {
    answer = () => ({ body: token });
    expect(await run(listed(), input, { CHAPERONE: 'false' })).toMatchObject({ code: 2 });
    expect(asked).toEqual([]);
    expect(await run(listed(), input, { CHAPERONE_URL: 'http://127.0.0.1:1' })).toMatchObject({
      code: 2,
    });
  });

  it('compares media with the owner’s own', async () => {
    const video = Buffer.from([0x1a, 0x45, 0xdf, 0xa3, 0, 1, 2]);
    answer = () => ({ body: video, type: 'video/webm' });
    expect(await run(media())).toMatchObject({ code: 1 });
    expect(asked.map(({ viewer, url }) => [viewer, url])).toEqual([
      ['a5', '/api/recordings/rec_2m2p8/media'],
      ['a2', '/api/recordings/rec_2m2p8/media'],
    ]);
    answer = ({ viewer }) => (viewer === 'a2' ? { body: video } : { status: 403, body: 'no' });
    expect(await run(media())).toMatchObject({ code: 0 });
    answer = () => ({ status: 403, body: 'no' });
    expect(await run(media())).toMatchObject({ code: 2 });
  });

  it('shows the answer, controls made visible, where there is no text to look for', async () => {
    answer = () => ({ body: 'somebody\u001b[31m else' });
    const { code, stdout } = await run(listed({ owners: [null] }));
    expect(code).toBe(2);
    expect(stdout).toContain('somebody^[[31m else');
  });

  it('asks for what the attempt asked for: a range, the head, a body', async () => {
    answer = () => ({ body: token });
    await run(media({ attempt: { variant: 'range' } }));
    expect(asked[0]?.range).toBe('bytes=0-65535');
    asked.length = 0;
    await run(media({ attempt: { variant: 'range-end' } }));
    await run(media({ attempt: { variant: 'range-later' } }));
    expect(new Set(asked.map(({ range }) => range))).toEqual(new Set(['bytes=-65536', 'bytes=1-']));
    await run(listed({ attempt: { variant: 'head' } }));
    expect(asked.map(({ method }) => method)).toContain('HEAD');
    const search = listed({ surface: 'POST /api/search' });
    expect((await run(search)).stderr).toContain('CHAPERONE_BODY');
    expect(await run(search, input, { CHAPERONE_BODY: '{}' })).toMatchObject({ code: 1 });
    const surface = {
      kind: 'request',
      id: 'POST /api/search',
      gives: 'list',
      needs: [],
      imported: false,
    } as const;
    const known = { ...surface, json: { query: "it's ($a: Int) { visits }" } };
    const described = { ...input, plan: { ...input.plan, surfaces: [known] } };
    expect(await run(search, described)).toMatchObject({ code: 1 });
    expect(reproScript(described, search)).toContain(quoteShell(JSON.stringify(known.json)));
    const form = { ...surface, form: { query: "it's" } };
    const asForm = { ...input, plan: { ...input.plan, surfaces: [form] } };
    expect(await run(search, asForm)).toMatchObject({ code: 1 });
    expect(asked.at(-1)).toMatchObject({ method: 'POST', url: '/api/search' });
    expect(reproScript(asForm, search)).toContain("'query=it%27s'");
  });

  it('executes nothing that a deployment gave', async () => {
    const things = new Map(input.ledger.things);
    const thing = things.get('a2.1');
    if (thing === undefined) throw new Error('the sample has no such thing');
    things.set('a2.1', { ...thing, ids: { recording: payload } });
    const hostile: ReportInput = {
      ...input,
      plan: { ...input.plan, name: payload },
      ledger: { ...input.ledger, things },
      tokenText: () => `';touch hacked;'$(touch hacked)\`touch hacked\`"`,
    };
    answer = () => ({ body: 'nothing' });
    const shown = { what: payload, where: payload };
    expect(await run(media(shown), hostile)).toMatchObject({ code: 1 });
    expect(await run(listed(shown), hostile)).toMatchObject({ code: 2 });
    expect(asked[0]?.url).toBe(
      `/api/recordings/${encodeURIComponent(payload.toWellFormed())}/media`,
    );
    expect(await readdir(folder)).not.toContain('hacked');
  });

  it('leaves nothing of the answer behind', async () => {
    answer = () => ({ body: token });
    await run(listed(), input, { TMPDIR: folder });
    expect((await readdir(folder)).sort()).toEqual(['repro.sh', 'stub', 'stub.a5']);
  });
});

describe('what came over a connection', () => {
  const surface = 'GET /live/{recording}';
  const heard = (more: Parameters<typeof media>[0] = {}) =>
    media({ surface, attempt: { channel: 'socket', variant: 'kept' }, ...more });
  const needs = ['recording'];
  const live = { kind: 'listen', id: surface, gives: 'read', needs, imported: false } as const;
  const listening: ReportInput = { ...input, plan: { ...input.plan, surfaces: [live] } };

  it('is said in words, safely, where curl cannot show it', async () => {
    const things = new Map(input.ledger.things);
    const thing = things.get('a2.1');
    if (thing !== undefined) things.set('a2.1', { ...thing, ids: { recording: payload } });
    const hostile = { ...listening, ledger: { ...input.ledger, things } };
    const script = reproScript(hostile, heard({ owners: [] })) ?? '';
    const told = await new Promise<string>((resolve) => {
      execFile('sh', ['-c', script], { cwd: tmpdir() }, (_, stdout) => resolve(stdout));
    });
    expect(told).toMatch(/^1\. Connect to GET \/live\/\{recording\} as a5/);
    expect(told).toContain('Sign out with that session, and leave the connection open.');
    expect(told).toContain('As a2, do what makes something arrive there');
    expect(await readdir(tmpdir())).not.toContain('hacked');
  });

  it('is asked for by curl, where it was an answer in place of a connection', () => {
    const refused = heard({ attempt: { channel: 'http', variant: 'plain' } });
    expect(reproScript(listening, refused)).toContain(`"$url"'/live/rec_2m2p8'`);
  });

  it('is not, where a browser opened it along the way', () => {
    expect(reproScript(input, heard())).toBeNull();
  });
});

describe('no script', () => {
  it('is written for sockets, or where an id of the address is not known', () => {
    expect(reproScript(input, listed({ attempt: { channel: 'socket' } }))).toBeNull();
    expect(reproScript(input, media({ thing: 'a99.1' }))).toBeNull();
  });
});
