import type { ServerResponse } from 'node:http';
import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { sampleCase, violatedRun } from '../testing/samples.ts';
import { reproScript } from './by-kind.ts';
import { runScript } from './run-script.test-support.ts';

const run = violatedRun();
const fields = new Map([
  ['a2 3', { account: 'a2', name: 'title', thing: 'a2.1', carrier: 'token' as const }],
  ['a2 4', { account: 'a2', name: 'name', thing: null, carrier: 'token' as const }],
]);
const input = { ...run, ledger: { ...run.ledger, fields } };
const token = (field: number) => input.tokenText({ run: input.plan.run, account: 2, field });
const leak = (more: Partial<Parameters<typeof sampleCase>[1]> = {}) =>
  sampleCase(input, {
    viewer: 'a5',
    owners: [2],
    surface: 'GET /api/recordings',
    invariant: 'no-foreign-listing',
    what: 'title',
    where: '$.items[0].title',
    ...more,
  });
const list = reproScript(input, leak());
const read = { surface: 'GET /api/consultations/{consultation}', thing: 'a2.1' } as const;
const ofOne = reproScript(input, leak({ ...read, invariant: 'no-foreign-reading' }));
const json = (value: unknown) => JSON.stringify(value);

/** A zip with one deflated member. */
function zipOf(name: string, text: string): Buffer {
  const content = deflateRawSync(text);
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(8, 8);
  header.writeUInt32LE(content.length, 18);
  header.writeUInt16LE(name.length, 26);
  return Buffer.concat([header, Buffer.from(name), content]);
}

describe('a script that looks for signs', () => {
  it.each([
    ['the one that was seen', json({ items: [{ title: `x ${token(3)}` }] })],
    ['another token of the owner’s', json({ items: [{ by: token(4) }] })],
    ['an id of the owner’s', json({ items: [{ id: 'con_2k3j9', patient: 'pat_xxxxxxxxx2' }] })],
    ['a number that only the owner has', json({ items: [{ phone: '+447700900002' }] })],
    [
      'an escaped one',
      `{"title":"${token(3).replace(/./, (one) => `\\u00${one.charCodeAt(0).toString(16)}`)}"}`,
    ],
    ['one in base64', json({ data: Buffer.from(`title ${token(3)}`).toString('base64') })],
  ])('finds %s', async (_, body) => {
    const { code, stdout } = await runScript(list, (_asked, response) => response.end(body));
    expect({ code, stdout }).toEqual({ code: 1, stdout: 'LEAKED (HTTP 200)\n' });
  });

  it('opens a zip, and names the member', async () => {
    const zip = zipOf('export/visits.json', json({ title: token(3) }));
    const { code, stderr } = await runScript(list, (_, response) => response.end(zip));
    expect(code).toBe(1);
    expect(stderr).toContain('zip member export/visits.json');
  });

  it('asks for the page that leaked, where `chaperone next` says', async () => {
    const paged = (leaks: boolean) =>
      runScript(
        list,
        ({ viewer, url }, response) => {
          const isLast = url.search === '?page=3';
          const title = viewer === 'a2' || (isLast && leaks) ? token(3) : 'mine';
          response.writeHead(isLast && !leaks ? 404 : 200).end(json({ items: [{ title }] }));
        },
        { NEXT: '/api/recordings?page=2\n/api/recordings?page=3\n' },
      );
    const { code, asked } = await paged(true);
    expect(code).toBe(1);
    expect(asked.map((one) => one.split('?')[1] ?? '')).toEqual(['', 'page=2', 'page=3']);
    // A page that was tried in vain says nothing of the first one.
    expect(await paged(false)).toMatchObject({
      code: 0,
      stdout: 'not seen in this answer (HTTP 200)\n',
    });
  });

  it('cannot tell where it is not known whether there are more pages', async () => {
    const answer = ({ viewer }: { viewer: string | null }, response: ServerResponse) =>
      void response.end(viewer === 'a2' ? token(3) : json({ items: [] }));
    const { code, stderr } = await runScript(list, answer, { NEXT: '?\n' });
    expect(code).toBe(2);
    expect(stderr).toContain('whether there are more pages');
  });

  it('cannot tell where the owner’s own answer holds no sign either', async () => {
    const { code, stdout } = await runScript(list, (_asked, response) =>
      response.end(json({ items: [] })),
    );
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });

  it.each([
    ['is not signed in any more', 401, {}],
    ['is sent to sign in', 302, { location: '/login?next=x' }],
    ['meets a deployment that fails', 503, {}],
  ] as const)('cannot tell where the viewer %s', async (_, status, headers) => {
    const ran = await runScript(list, ({ viewer }, response) => {
      if (viewer === 'a2') response.end(token(3));
      else response.writeHead(status, headers).end('no');
    });
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toContain('Cannot tell');
  });

  it('cannot tell where the owner has no session', async () => {
    const { code } = await runScript(list, ({ viewer }, response) => {
      response.writeHead(viewer === 'a2' ? 401 : 200).end('[]');
    });
    expect(code).toBe(2);
  });

  it('is cured only where the owner still sees it', async () => {
    const cured = await runScript(ofOne, ({ viewer }, response) => {
      if (viewer === 'a2') response.end(json({ title: token(3) }));
      // A refusal repeats what was asked for: no sign of anybody.
      else response.writeHead(404).end(json({ error: 'no consultation con_2k3j9' }));
    });
    expect(cured).toMatchObject({ code: 0, stdout: 'not seen in this answer (HTTP 404)\n' });
    expect(cured.asked).toEqual([
      'a5 GET /api/consultations/con_2k3j9',
      'a2 GET /api/consultations/con_2k3j9',
    ]);
  });

  it('takes a session that was signed out for cured by 401', async () => {
    const attempt = {
      sessionState: 'signed-out' as const,
      session: 'a2.s2',
      probe: 'ended-sessions' as const,
    };
    const invariant = 'no-access-after-sign-out';
    const script = reproScript(input, leak({ ...read, viewer: 'a2', invariant, attempt }));
    expect(script).toContain('# The run signed this very session out');
    let isOpen = true;
    const answering = (status: number) =>
      runScript(script, (_, response) => {
        response.writeHead(isOpen ? 200 : status).end(isOpen ? token(3) : '');
        isOpen = !isOpen;
      });
    expect((await answering(401)).code).toBe(1);
    expect(isOpen).toBe(false);
    expect((await answering(401)).code).toBe(0);
  });

  it('leaves what is no leak to whoever looks', () => {
    const lockout = leak({ more: { kind: 'lockout' }, owners: [5] });
    expect(reproScript(input, lockout)).toContain('look yourself');
  });
});
