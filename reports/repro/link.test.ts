import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import type { ReportInput } from '../input.ts';
import { sampleCase, violatedRun } from '../testing/samples.ts';
import { reproScript } from './by-kind.ts';

const sample = violatedRun();
const surface = {
  kind: 'link',
  id: 'GET /api/recordings/{recording} → $.files[0].mediaUrl',
  gives: 'stream',
  needs: ['recording'],
  imported: false,
  link: { from: 'GET /api/recordings/{recording}', path: '$.files[0].mediaUrl', lasts: 0.1 },
} as const;
const inputFor = (link: object = {}): ReportInput => ({
  ...sample,
  plan: { ...sample.plan, surfaces: [{ ...surface, link: { ...surface.link, ...link } }] },
});
const token = sample.tokenText({ run: sample.plan.run, account: 2, field: 3 });
const leak = (input: ReportInput, variant: string, viewer = 'a5') =>
  sampleCase(input, {
    viewer,
    owners: [2],
    surface: surface.id,
    invariant: 'no-foreign-streaming',
    what: 'title',
    where: 'byte 3',
    thing: 'a2.1',
    attempt: { variant },
  });

/** Runs the script against a server that gives the address to a2, and what it leads to by `answer`. */
async function run(
  script: string | null,
  answer: (url: string) => number,
  env: Record<string, string> = {},
) {
  const folder = await mkdtemp(join(tmpdir(), 'repro-link-'));
  const asked: { url: string; viewer: string | undefined }[] = [];
  const server = createServer((request, response) => {
    const url = request.url ?? '';
    const viewer = request.headers['x-viewer']?.toString();
    asked.push({ url, viewer });
    if (url.startsWith('/api')) {
      const port = request.headers.host?.split(':')[1];
      const mediaUrl = `http://127.0.0.1:${port}/media/x?id=rec_2m2p8&signature=%2Bse'c"ret$(id)`;
      response.end(viewer === 'a2' ? JSON.stringify({ files: [{ mediaUrl }] }) : '{}');
    } else response.writeHead(answer(url)).end(answer(url) === 200 ? `x ${token}` : 'no');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(async () => {
    server.closeAllConnections();
    server.close();
    await rm(folder, { recursive: true });
  });
  const stub =
    'printf \'header = "x-viewer: %s"\\n\' "$3" >"$0.$3"; echo "export CHAPERONE_CURL_CONFIG=\'$0.$3\'"';
  await writeFile(join(folder, 'stub'), `${stub}\n`);
  await writeFile(join(folder, 'repro.sh'), script ?? 'no script');
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
  const variables = {
    PATH: process.env['PATH'] ?? '',
    CHAPERONE_URL: url,
    CHAPERONE: `sh ${join(folder, 'stub')}`,
    ...env,
  };
  const code = await new Promise((resolve) => {
    execFile('sh', [join(folder, 'repro.sh')], { cwd: folder, env: variables }, (error) =>
      resolve(error?.code ?? 0),
    );
  });
  return { code, asked };
}

it('asks the owner for the address, and the viewer uses it', async () => {
  const input = inputFor();
  const script = reproScript(input, leak(input, 'plain'));
  const { code, asked } = await run(script, () => 200);
  expect(code).toBe(1);
  expect(asked).toEqual([
    { url: '/api/recordings/rec_2m2p8', viewer: 'a2' },
    { url: expect.stringContaining('signature=%2Bse'), viewer: 'a5' },
  ]);
  expect((await run(script, () => 403)).code).toBe(0);
});

it('leaves the signature out where that was the leak', async () => {
  const input = inputFor();
  const { code, asked } = await run(reproScript(input, leak(input, 'unsigned')), () => 200);
  expect(code).toBe(1);
  expect(asked.at(-1)?.url).toBe('/media/x?id=rec_2m2p8');
});

it('waits until it has ended where that was the leak', () => {
  const input = inputFor();
  const script = reproScript(input, leak(input, 'expired', 'a2'));
  expect(script).toContain('\nsleep 3\n');
  expect(script).not.toContain('sleep 3\nsleep');
});

it('takes the address from the environment where a function finds it', async () => {
  const input = inputFor({ path: null });
  const script = reproScript(input, leak(input, 'plain', 'anonymous'));
  expect((await run(script, () => 200)).code).toBe(2);
  const given = { CHAPERONE_LINK: '/media/x?signature=1' };
  const { code, asked } = await run(script, () => 200, given);
  expect(code).toBe(1);
  expect(asked.at(-1)).toEqual({ url: '/media/x?signature=1', viewer: undefined });
});

it('takes no credentials along to another port of the host', async () => {
  const viewers: (string | undefined)[] = [];
  const media = createServer((request, response) => {
    viewers.push(request.headers['x-viewer']?.toString());
    response.end(`x ${token}`);
  });
  media.listen(0, '127.0.0.1');
  await once(media, 'listening');
  onTestFinished(() => void media.close());
  const address = media.address();
  const port = typeof address === 'object' ? address?.port : 0;
  const input = inputFor();
  const given = { CHAPERONE_LINK: `http://127.0.0.1:${port}/media/x` };
  const { code } = await run(reproScript(input, leak(input, 'plain')), () => 200, given);
  expect({ code, viewers }).toEqual({ code: 1, viewers: [undefined] });
});

it('is not written where another’s signature was swapped in', () => {
  const input = inputFor();
  expect(reproScript(input, leak(input, 'swapped'))).toBeNull();
});
