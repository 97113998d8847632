import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Surface } from '../deployment/surface.ts';
import { list, page, read, stream } from '../deployment/surfaces.ts';
import { json, serve } from './serve.test-support.ts';
import { deploy, describeDeployment, noteAt, person, testWorker } from './worker.test-support.ts';
import type { Routes } from './worker.test-support.ts';

const readNote = read('GET /notes/{note}');
const listNotes = list('GET /notes', { shows: 'note' });

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
    expect(own).toMatchObject({ outcome: 'granted', status: 200, viewer: 'a0', thing: 'a0.1', session: 'a0.s1' });
    expect(own.sightings).toContainEqual({ kind: 'token', token: { run: 77, account: 0, field: 3 }, where: '$.text', encoding: 'plain' });
    const foreign = await worker.attempt({ session: bob.session, surface: readNote, thing: ann.thing });
    expect(foreign).toMatchObject({ outcome: 'concealed', status: 404, sightings: [] });
    const nobody = await worker.attempt({ session: null, surface: readNote, thing: ann.thing });
    expect(nobody).toMatchObject({ outcome: 'denied', status: 401, viewer: 'anonymous', sessionState: 'none' });
    expect(worker.recorded.attempts).toEqual([own, foreign, nobody]);
  });

  it('is granted to a stranger who sees a sign of the owner, also in gzip and whatever else went wrong', async () => {
    const { worker, ann, bob } = await two({
      'GET /notes/{}': (deployment, request, response) => {
        const { text = '' } = noteAt(deployment, request) ?? {};
        response.writeHead(200, { 'content-encoding': 'gzip', 'content-length': '9999' });
        response.write(gzipSync(text), () => response.destroy());
      },
    });
    const foreign = await worker.attempt({ session: bob.session, surface: readNote, thing: ann.thing });
    expect(foreign).toMatchObject({ outcome: 'granted', sightings: [{ kind: 'token', token: { account: 0 } }] });
  });

  it('does not take the echo of what it sent for a sighting', async () => {
    const { worker, ann, bob } = await two({
      'GET /notes/{}': (_, request, response) => json(response, { error: `no access to ${request.url}`, at: request.url }),
    });
    const foreign = await worker.attempt({ session: bob.session, surface: readNote, thing: ann.thing });
    // Equal to the answer for an id that never existed, but for that id.
    expect(foreign).toMatchObject({ outcome: 'concealed', status: 200, sightings: [] });
  });

  it('is unclear to a stranger where a 200 is neither of anybody nor the same for a decoy', async () => {
    const { worker, ann, bob } = await two({
      'GET /notes/{}': (deployment, request, response) => json(response, { found: noteAt(deployment, request) !== undefined }),
    });
    const foreign = await worker.attempt({ session: bob.session, surface: readNote, thing: ann.thing });
    expect(foreign).toMatchObject({ outcome: 'unclear', why: 'a 200 to a stranger without a sign of anyone' });
  });

  it('is denied by the sign-in page, whether shown or redirected to', async () => {
    const form = '<form><input name=p type="password"></form>';
    const { worker, ann } = await two({
      'GET /notes/{}': (_, request, response) => void response.writeHead(200, { 'content-type': 'text/html' }).end(form),
      'GET /pages/{}': (_, request, response) => void response.writeHead(302, { location: '/sign-in?next=x' }).end(),
      'GET /start/{}': (_, request, response) => void response.writeHead(302, { location: '/notes/x' }).end(),
    });
    for (const path of ['notes', 'pages', 'start']) {
      const surface = page(`GET /${path}/{note}`, { gives: 'read' });
      const attempt = await worker.attempt({ session: ann.session, surface, thing: ann.thing });
      expect([path, attempt.outcome]).toEqual([path, 'denied']);
    }
  });

  it('follows redirects on the host, sees what they carry, and leaves the host never', async () => {
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
      'GET /away/{}': (_, request, response) => void response.writeHead(302, { location: `${other}/?key=hidden` }).end(),
    });
    const leak = await worker.attempt({ session: bob.session, surface: readNote, thing: ann.thing });
    expect(leak.status).toBe(404);
    expect(leak.sightings).toMatchObject([{ kind: 'token', where: 'answer 1: byte 6' }]);
    const away = await worker.attempt({ session: ann.session, surface: read('GET /away/{note}'), thing: ann.thing });
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
    const { worker, ann } = await two({ 'GET /notes/{}': (_, request, response) => json(response, {}, status) });
    const attempt = await worker.attempt({ session: ann.session, surface: readNote, thing: ann.thing });
    expect(attempt).toMatchObject({ outcome, status });
  });

  it('is unclear where the body does not end', async () => {
    const { worker, ann } = await two({ 'GET /notes/{}': (_, request, response) => void response.write('{') });
    const attempt = await worker.attempt({ session: ann.session, surface: readNote, thing: ann.thing });
    expect(attempt).toMatchObject({ outcome: 'unclear', why: 'the body did not end within 2 s' });
  });

  it('is unclear where there is no id to ask with', async () => {
    const { worker, ann } = await two({});
    const attempt = await worker.attempt({ session: ann.session, surface: read('GET /x/{recording}'), thing: ann.thing });
    expect(attempt).toMatchObject({ outcome: 'unclear', status: null, why: 'there is no id of a recording to ask with' });
  });

  it("recognises another account's cookie, and not its own", async () => {
    let cookies = '';
    const { worker, ann, bob } = await two({
      'GET /notes/{}': (_, request, response) => {
        cookies ||= request.headers.cookie ?? '';
        json(response, { debug: cookies });
      },
    });
    const own = await worker.attempt({ session: ann.session, surface: readNote, thing: ann.thing });
    expect(own.sightings).toEqual([]);
    const foreign = await worker.attempt({ session: bob.session, surface: readNote, thing: bob.thing });
    expect(foreign.sightings).toMatchObject([{ kind: 'credential', account: 'a0', name: 'cookie sid', where: '$.debug' }]);
  });
});

describe('an attempt to stream', () => {
  const media = stream('GET /media/{note}');
  const bytes = Buffer.from(Array.from({ length: 300_000 }, (_, index) => (index * 7919 + (index >> 7) * 31) & 255));

  it('recognises a range of the owner’s media by its digests', async () => {
    const { worker, ann, bob } = await two({
      'GET /media/{}': (_, request, response) => {
        const range = request.headers.range === 'bytes=-65536' ? [-65_536] : [0, 65_536];
        const part = request.headers.range === undefined ? bytes : bytes.subarray(...range);
        response.writeHead(request.headers.range === undefined ? 200 : 206, { 'content-type': 'video/webm' }).end(part);
      },
    });
    const own = await worker.attempt({ session: ann.session, surface: media, thing: ann.thing });
    expect(own.outcome).toBe('granted');
    for (const variant of ['range', 'range-end'] as const) {
      const foreign = await worker.attempt({ session: bob.session, surface: media, thing: ann.thing, variant });
      expect(foreign).toMatchObject({ status: 206, variant, bytes: 65_536 });
      expect(foreign.digests.filter((digest) => own.digests.includes(digest)).length).toBeGreaterThan(10);
    }
  });

  it('takes the placeholder that everybody gets for concealed', async () => {
    const { worker, ann, bob } = await two({
      'GET /media/{}': (_, request, response) => void response.writeHead(200, { 'content-type': 'image/png' }).end(bytes),
    });
    const foreign = await worker.attempt({ session: bob.session, surface: media, thing: ann.thing });
    expect(foreign).toMatchObject({ outcome: 'concealed' });
  });
});

describe('an attempt to list', () => {
  const notesOf: Routes['x'] = (deployment, request, response) => {
    const page = Number(new URL(request.url ?? '', 'http://x').searchParams.get('page') ?? 1);
    const own = deployment.notes.filter(({ owner }) => owner === deployment.viewer(request));
    json(response, { items: own.slice(page - 1, page), page, totalPages: own.length, total: own.length });
  };

  it('takes all pages, and numbers rows through', async () => {
    const { worker, ann } = await two({ 'GET /notes': notesOf });
    const more = await worker.createThing(ann.session);
    const attempt = await worker.attempt({ session: ann.session, surface: listNotes, thing: null });
    expect(attempt).toMatchObject({ outcome: 'granted', truncated: false });
    expect(attempt.items?.map(({ where }) => where)).toEqual(['$.items[0]', '$.items[1]']);
    expect(attempt.sightings).toContainEqual(expect.objectContaining({ kind: 'id', thing: more.id, where: '$.items[1].id' }));
    const indices = attempt.items?.[1]?.sightings ?? [];
    expect(indices.map((index) => attempt.sightings[index]?.where)).toContain('$.items[1].text');
  });

  it('reads a page of HTML to the last one', async () => {
    const { worker, ann } = await two({
      'GET /notes': (deployment, request, response) => {
        const second = (request.url ?? '').includes('p=2');
        const body = second ? `<li>${deployment.notes[0]?.text}</li>` : '<ul></ul><a rel="next" href="?p=2">More</a>';
        response.writeHead(200, { 'content-type': 'text/html' }).end(body);
      },
    });
    const attempt = await worker.attempt({ session: ann.session, surface: listNotes, thing: null });
    expect(attempt).toMatchObject({ truncated: false, items: null });
    expect(attempt.sightings.some(({ kind }) => kind === 'token')).toBe(true);
  });

  it('attributes a row that only repeats what an earlier row holds', async () => {
    const { worker, ann } = await two({
      'GET /notes': (deployment, request, response) => {
        const [note] = deployment.notes;
        json(response, [{ id: 1, text: note?.text }, { id: 2, text: note?.text }, { id: 3, text: 'of nobody' }]);
      },
    });
    const { items } = await worker.attempt({ session: ann.session, surface: listNotes, thing: null });
    expect(items?.map(({ sightings }) => sightings.length)).toEqual([1, 1, 0]);
    expect(items?.[2]?.ids).toHaveLength(1);
  });

  it('conceals by an empty list, and says what it cannot read', async () => {
    let body = '{"items":[]}';
    let type = 'application/json';
    const { worker, ann } = await two({
      'GET /notes': (_, request, response) => void response.writeHead(200, { 'content-type': type }).end(body),
    });
    const taken = async () => {
      const { outcome, why, truncated } = await worker.attempt({ session: ann.session, surface: listNotes, thing: null });
      return { outcome, why, truncated };
    };
    expect(await taken()).toEqual({ outcome: 'concealed', truncated: false });
    body = '{"items":[{"id":1},{"id":2}],"total":7}';
    expect(await taken()).toEqual({ outcome: 'unclear', why: '2 of 7 rows were shown', truncated: true });
    body = '{"items":[{"id":1}],"next":"/notes?again"}';
    expect(await taken()).toEqual({ outcome: 'unclear', why: 'page loop: the same rows again', truncated: true });
    body = '{"items":[{"id":1}],"next":"http://other.test/notes"}';
    expect(await taken()).toMatchObject({ outcome: 'unclear', why: 'the next page is on another host, which is refused' });
    body = '{"items":[{"id":1}],';
    expect(await taken()).toMatchObject({ outcome: 'unclear', why: 'the list is not JSON' });
    type = 'text/html';
    body = '<p>An app</p>';
    expect(await taken()).toMatchObject({ outcome: 'unclear', why: 'the list shows no rows and no sign of anyone' });
  });

  it('asks for further pages in the body of a query', async () => {
    const { worker, ann } = await two({
      'POST /graphql': (_, _request, response, body) => {
        const { variables: { after } = {} } = JSON.parse(body) as { variables?: { after?: string } };
        const pageInfo = { hasNextPage: after === undefined, endCursor: 'c1' };
        json(response, { data: { me: { notes: { edges: [{ node: { id: after ?? 'c0' } }], pageInfo } } } });
      },
    });
    const query = 'query ($after: String) { me { notes(after: $after) { edges { node { id } } pageInfo { hasNextPage endCursor } } } }';
    const rowsOf = async (surface: Surface) => {
      const { items, truncated } = await worker.attempt({ session: ann.session, surface, thing: null });
      return { rows: items?.length, truncated };
    };
    const whole = { rows: 2, truncated: false };
    const at = { items: '$.data.me.notes.edges' };
    expect(await rowsOf(list('POST /graphql', { json: { query }, ...at }))).toEqual(whole);
    const next: Surface['next'] = ({ body }) =>
      JSON.stringify(body).includes('true') ? { json: { variables: { after: 'mine' } } } : null;
    expect(await rowsOf(list('POST /graphql', { json: { variables: {} }, ...at, next }))).toEqual(whole);
  });

  it('takes rows and pages from HTML by the functions of the definition', async () => {
    const { worker, ann } = await two({
      'GET /notes': (deployment, request, response) => {
        const second = request.url?.endsWith('2');
        const [note] = deployment.notes;
        const text = second ? `<li>${note?.text}</li>` : '<li>of nobody</li><a href="/notes?p=2">More</a>';
        response.writeHead(200, { 'content-type': 'text/html' }).end(text);
      },
    });
    const surface = list('GET /notes', {
      items: (text) => String(text).match(/<li>.*?<\/li>/g) ?? [],
      next: ({ body }) => /href="(.*?)"/.exec(String(body))?.[1] ?? null,
    });
    const { outcome, items } = await worker.attempt({ session: ann.session, surface, thing: null });
    expect(outcome).toBe('granted');
    expect(items?.map(({ sightings }) => sightings.length)).toEqual([0, 1]);
  });

  it('recognises short ids in addresses, by the step before them', async () => {
    const deployment = await deploy({
      'POST /notes': (_, request, response) => json(response, { id: 'n41' }, 201),
      'GET /notes': (_, request, response) => json(response, [{ href: '/people/7/notes/n41' }, { href: '/files/n41' }, { self: 'http://x.test/notes/n42?a' }]),
    });
    const { worker } = await testWorker(describeDeployment(deployment.url));
    const ann = await person(worker);
    const { sightings } = await worker.attempt({ session: ann.session, surface: listNotes, thing: null });
    expect(sightings.map(({ where }) => where)).toEqual(['$[0].href']);
  });

  it('recognises short ids by their field only', async () => {
    const deployment = await deploy({
      'POST /notes': (_, request, response) => json(response, { id: '41' }, 201),
      'GET /notes': (_, request, response) => json(response, [{ id: 41, accountId: 41 }, { noteId: '41' }, { id: 'x', page: 41 }]),
    });
    const { worker } = await testWorker(describeDeployment(deployment.url));
    const ann = await person(worker);
    const { sightings } = await worker.attempt({ session: ann.session, surface: listNotes, thing: null });
    expect(sightings.map(({ where }) => where)).toEqual(['$[0].id', '$[1].noteId']);
  });
});
