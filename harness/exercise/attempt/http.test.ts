import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { page, read, stream } from '../../deployment/surfaces/surfaces.ts';
import { json, serve } from '../http/serve.test-support.ts';
import {
  deploy,
  describeDeployment,
  noteAt,
  person,
  testWorker,
} from '../worker/worker.test-support.ts';
import type { Routes } from '../worker/worker.test-support.ts';

const readNote = read('GET /notes/{note}');

/** Two people on a deployment with these routes. */
async function two(routes: Routes) {
  const deployment = await deploy(routes);
  const { worker } = await testWorker(describeDeployment(deployment.url));
  return { deployment, worker, ann: await person(worker), bob: await person(worker) };
}

describe('an attempt to read', () => {
  it('is granted to the owner, denied or concealed to others', async () => {
    const { worker, ann, bob } = await two({
      'GET /notes/{}': (deployment, request, response) => {
        const viewer = deployment.viewer(request);
        if (viewer === undefined) return json(response, {}, 401);
        const note = noteAt(deployment, request);
        return note?.owner === viewer ? json(response, note) : json(response, {}, 404);
      },
    });
    const own = await worker.attempt({ session: ann.session, surface: readNote, thing: ann.thing });
    expect(own).toMatchObject({
      outcome: 'granted',
      status: 200,
      viewer: 'a0',
      thing: 'a0.1',
      session: 'a0.s1',
    });
    expect(own.sightings).toContainEqual({
      kind: 'token',
      token: { run: 77, account: 0, field: 3 },
      where: '$.text',
      encoding: 'plain',
    });
    const foreign = await worker.attempt({
      session: bob.session,
      surface: readNote,
      thing: ann.thing,
    });
    expect(foreign).toMatchObject({ outcome: 'concealed', status: 404, sightings: [] });
    const nobody = await worker.attempt({ session: null, surface: readNote, thing: ann.thing });
    expect(nobody).toMatchObject({
      outcome: 'denied',
      status: 401,
      viewer: 'anonymous',
      sessionState: 'none',
    });
    expect(worker.recorded.attempts).toEqual([own, foreign, nobody]);
  });

  it('is granted to another account that sees a sign of the owner, even in gzip or a broken answer', async () => {
    const { worker, ann, bob } = await two({
      'GET /notes/{}': (deployment, request, response) => {
        const { text = '' } = noteAt(deployment, request) ?? {};
        response.writeHead(200, { 'content-encoding': 'gzip', 'content-length': '9999' });
        response.write(gzipSync(text), () => response.destroy());
      },
    });
    const foreign = await worker.attempt({
      session: bob.session,
      surface: readNote,
      thing: ann.thing,
    });
    expect(foreign).toMatchObject({
      outcome: 'granted',
      sightings: [{ kind: 'token', token: { account: 0 } }],
    });
  });

  it('does not count an echo of the request as a sighting', async () => {
    const { worker, ann, bob } = await two({
      'GET /notes/{}': (_, request, response) =>
        json(response, { message: `no access to ${request.url}`, at: request.url }),
    });
    const foreign = await worker.attempt({
      session: bob.session,
      surface: readNote,
      thing: ann.thing,
    });
    // The answer differs from the answer for an id that never existed only in the id.
    expect(foreign).toMatchObject({ outcome: 'concealed', status: 200, sightings: [] });
  });

  it('sees the session of another account in a cookie that the answer sets', async () => {
    let handedOut = '';
    const { worker, ann, bob } = await two({
      'GET /notes/{}': (_, request, response) => {
        const cookie = /sid=\w+/.exec(request.headers.cookie ?? '')?.[0] ?? '';
        json(response, {}, 200, handedOut === '' ? {} : { 'set-cookie': `${handedOut}; Path=/` });
        handedOut = cookie;
      },
    });
    await worker.attempt({ session: bob.session, surface: readNote, thing: bob.thing });
    const own = await worker.attempt({ session: ann.session, surface: readNote, thing: ann.thing });
    expect(own.sightings).toMatchObject([
      { kind: 'credential', account: 'a1', where: 'header set-cookie' },
    ]);
  });

  it('is unclear if a 200 without any sign differs from the answer for a decoy', async () => {
    const { worker, ann, bob } = await two({
      'GET /notes/{}': (deployment, request, response) =>
        json(response, { found: noteAt(deployment, request) !== undefined }),
    });
    const foreign = await worker.attempt({
      session: bob.session,
      surface: readNote,
      thing: ann.thing,
    });
    expect(foreign).toMatchObject({
      outcome: 'unclear',
      why: 'a 200 to a stranger without a sign of anyone',
    });
  });

  it('is denied by the sign-in page and by a redirect to it', async () => {
    const form = '<form><input name=p type="password"></form>';
    const { worker, ann } = await two({
      'GET /notes/{}': (_, request, response) =>
        void response.writeHead(200, { 'content-type': 'text/html' }).end(form),
      'GET /pages/{}': (_, request, response) =>
        void response.writeHead(302, { location: '/sign-in?next=x' }).end(),
      'GET /start/{}': (_, request, response) =>
        void response.writeHead(302, { location: '/notes/x' }).end(),
    });
    for (const path of ['notes', 'pages', 'start']) {
      const surface = page(`GET /${path}/{note}`, { gives: 'read' });
      const attempt = await worker.attempt({ session: ann.session, surface, thing: ann.thing });
      expect([path, attempt.outcome]).toEqual([path, 'denied']);
    }
  });

  it('follows redirects on the host, scans their bodies, and never leaves the host', async () => {
    let visited = false;
    const other = await serve((_, response) => {
      visited = true;
      response.end();
    });
    const { worker, ann, bob } = await two({
      'GET /notes/{}': (deployment, request, response) => {
        response.writeHead(302, { location: '/files/x' }).end(noteAt(deployment, request)?.text);
      },
      'GET /files/{}': (_, request, response) => json(response, {}, 404),
      'GET /away/{}': (_, request, response) =>
        void response.writeHead(302, { location: `${other}/?key=hidden` }).end(),
    });
    const leak = await worker.attempt({
      session: bob.session,
      surface: readNote,
      thing: ann.thing,
    });
    expect(leak.status).toBe(404);
    expect(leak.sightings).toMatchObject([{ kind: 'token', where: 'answer 1: byte 6' }]);
    const away = await worker.attempt({
      session: ann.session,
      surface: read('GET /away/{note}'),
      thing: ann.thing,
    });
    expect(away.outcome).toBe('unclear');
    expect(away.why).toContain(`another host (${new URL(other).host})`);
    expect(JSON.stringify(away)).not.toContain('hidden');
    expect(visited).toBe(false);
  });

  it.each([
    [500, 'unclear'],
    [408, 'unclear'],
    [403, 'denied'],
    [410, 'concealed'],
    [418, 'denied'],
  ])('takes a %i for %s', async (status, outcome) => {
    const { worker, ann } = await two({
      'GET /notes/{}': (_, request, response) => json(response, {}, status),
    });
    const attempt = await worker.attempt({
      session: ann.session,
      surface: readNote,
      thing: ann.thing,
    });
    expect(attempt).toMatchObject({ outcome, status });
  });

  it('is unclear if the body does not end', async () => {
    const { worker, ann } = await two({
      'GET /notes/{}': (_, request, response) => void response.write('{'),
    });
    const attempt = await worker.attempt({
      session: ann.session,
      surface: readNote,
      thing: ann.thing,
    });
    expect(attempt).toMatchObject({ outcome: 'unclear', why: 'the body did not end within 2 s' });
  });

  it('is unclear if an id for the address is missing', async () => {
    const { worker, ann } = await two({});
    const attempt = await worker.attempt({
      session: ann.session,
      surface: read('GET /x/{recording}'),
      thing: ann.thing,
    });
    expect(attempt).toMatchObject({
      outcome: 'unclear',
      status: null,
      why: 'there is no id of a recording to ask with',
    });
  });

  it("recognises another account's cookie, and does not count the viewer's own", async () => {
    let cookies = '';
    const { worker, ann, bob } = await two({
      'GET /notes/{}': (_, request, response) => {
        cookies ||= request.headers.cookie ?? '';
        json(response, { debug: cookies });
      },
    });
    const own = await worker.attempt({ session: ann.session, surface: readNote, thing: ann.thing });
    expect(own.sightings).toEqual([]);
    const foreign = await worker.attempt({
      session: bob.session,
      surface: readNote,
      thing: bob.thing,
    });
    expect(foreign.sightings).toMatchObject([
      { kind: 'credential', account: 'a0', name: 'cookie sid', where: '$.debug' },
    ]);
  });
});

describe('an attempt to stream', () => {
  const media = stream('GET /media/{note}');
  const bytes = Buffer.from(
    Array.from({ length: 300_000 }, (_, index) => (index * 7919 + (index >> 7) * 31) & 255),
  );

  it('recognises a range of the owner’s media by its digests', async () => {
    const { worker, ann, bob } = await two({
      'GET /media/{}': (_, request, response) => {
        const asked = request.headers.range ?? '';
        const start = { 'bytes=-65536': -65_536, 'bytes=1-': 1 }[asked] ?? 0;
        const part = bytes.subarray(start, asked === 'bytes=0-65535' ? 65_536 : undefined);
        response
          .writeHead(request.headers.range === undefined ? 200 : 206, {
            'content-type': 'video/webm',
          })
          .end(part);
      },
    });
    const own = await worker.attempt({ session: ann.session, surface: media, thing: ann.thing });
    expect(own.outcome).toBe('granted');
    for (const variant of ['range', 'range-end', 'range-later'] as const) {
      const foreign = await worker.attempt({
        session: bob.session,
        surface: media,
        thing: ann.thing,
        variant,
      });
      const length = variant === 'range-later' ? bytes.length - 1 : 65_536;
      expect(foreign).toMatchObject({ status: 206, variant, bytes: length });
      expect(
        foreign.digests.filter((digest) => own.digests.includes(digest)).length,
      ).toBeGreaterThan(10);
    }
  });

  it('is concealed by a placeholder that everybody gets', async () => {
    const { worker, ann, bob } = await two({
      'GET /media/{}': (_, request, response) =>
        void response.writeHead(200, { 'content-type': 'image/png' }).end(bytes),
    });
    const foreign = await worker.attempt({
      session: bob.session,
      surface: media,
      thing: ann.thing,
    });
    expect(foreign).toMatchObject({ outcome: 'concealed' });
  });
});
