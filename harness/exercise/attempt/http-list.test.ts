import { describe, expect, it } from 'vitest';
import type { AskedSurface } from '../../deployment/surfaces/surface.ts';
import { list } from '../../deployment/surfaces/surfaces.ts';
import { json } from '../http/serve.test-support.ts';
import { deploy, describeDeployment, person, testWorker } from '../worker/worker.test-support.ts';
import type { Routes } from '../worker/worker.test-support.ts';

const listNotes = list('GET /notes', { shows: 'note' });

/** Two people on a deployment with these routes. */
async function two(routes: Routes) {
  const deployment = await deploy(routes);
  const { worker } = await testWorker(describeDeployment(deployment.url));
  return { deployment, worker, ann: await person(worker), bob: await person(worker) };
}

describe('an attempt to list', () => {
  const notesOf: Routes['x'] = (deployment, request, response) => {
    const page = Number(new URL(request.url ?? '', 'http://x').searchParams.get('page') ?? 1);
    const own = deployment.notes.filter(({ owner }) => owner === deployment.viewer(request));
    json(response, {
      items: own.slice(page - 1, page),
      page,
      totalPages: own.length,
      total: own.length,
    });
  };

  it('takes all pages, and counts rows through all of them', async () => {
    const { worker, ann } = await two({ 'GET /notes': notesOf });
    const more = await worker.createThing(ann.session);
    const attempt = await worker.attempt({ session: ann.session, surface: listNotes, thing: null });
    expect(attempt).toMatchObject({ outcome: 'granted', truncated: false });
    expect(attempt.items?.map(({ where }) => where)).toEqual(['$.items[0]', '$.items[1]']);
    expect(attempt.sightings).toContainEqual(
      expect.objectContaining({ kind: 'id', thing: more.id, where: '$.items[1].id' }),
    );
    const indices = attempt.items?.[1]?.sightings ?? [];
    expect(indices.map((index) => attempt.sightings[index]?.where)).toContain('$.items[1].text');
  });

  it('follows the links of an HTML list to the last page', async () => {
    const { worker, ann } = await two({
      'GET /notes': (deployment, request, response) => {
        const second = (request.url ?? '').includes('p=2');
        const body = second
          ? `<li>${deployment.notes[0]?.text}</li>`
          : '<ul></ul><a rel="next" href="?p=2">More</a>';
        response.writeHead(200, { 'content-type': 'text/html' }).end(body);
      },
    });
    const attempt = await worker.attempt({ session: ann.session, surface: listNotes, thing: null });
    expect(attempt).toMatchObject({ truncated: false, items: null });
    expect(attempt.sightings.some(({ kind }) => kind === 'token')).toBe(true);
  });

  it('attributes a row that only repeats signs of an earlier row', async () => {
    const { worker, ann } = await two({
      'GET /notes': (deployment, request, response) => {
        const [note] = deployment.notes;
        json(response, [
          { id: 1, text: note?.text },
          { id: 2, text: note?.text },
          { id: 'note_0123456789abcdef', text: 'of nobody' },
        ]);
      },
    });
    const { items } = await worker.attempt({
      session: ann.session,
      surface: listNotes,
      thing: null,
    });
    expect(items?.map(({ sightings }) => sightings.length)).toEqual([1, 1, 0]);
    expect(items?.[2]?.ids).toHaveLength(1);
  });

  it('is concealed by an empty list, and says what could not be read', async () => {
    let body = '{"items":[]}';
    let type = 'application/json';
    const { worker, ann } = await two({
      'GET /notes': (_, request, response) =>
        void response.writeHead(200, { 'content-type': type }).end(body),
    });
    const taken = async () => {
      const { outcome, why, truncated } = await worker.attempt({
        session: ann.session,
        surface: listNotes,
        thing: null,
      });
      return { outcome, why, truncated };
    };
    expect(await taken()).toEqual({ outcome: 'concealed', truncated: false });
    body = '{"items":[{"id":1},{"id":2}],"total":7}';
    expect(await taken()).toEqual({
      outcome: 'unclear',
      why: "2 of 7 rows were shown: set `next`, or, if others’ are counted, say figure('…', '$.total')",
      truncated: true,
    });
    body = '{"items":[{"id":1}],"next":"/notes?again"}';
    expect(await taken()).toEqual({
      outcome: 'unclear',
      why: 'page loop: the same rows again',
      truncated: true,
    });
    body = '{"items":[{"id":1}],"next":"http://other.test/notes"}';
    expect(await taken()).toMatchObject({
      outcome: 'unclear',
      why: 'the next page is on another host, which is refused',
    });
    body = '{"items":[{"id":1}],';
    expect(await taken()).toMatchObject({ outcome: 'unclear', why: 'the list is not valid JSON' });
    type = 'text/html';
    body = '<p>An app</p>';
    expect(await taken()).toMatchObject({
      outcome: 'unclear',
      why: 'the list shows no rows and no sign of anyone',
    });
  });

  it('asks for further pages in the body of a GraphQL query', async () => {
    const { worker, ann } = await two({
      'POST /graphql': (_, _request, response, body) => {
        const { variables: { after } = {} } = JSON.parse(body) as {
          variables?: { after?: string };
        };
        const pageInfo = { hasNextPage: after === undefined, endCursor: 'c1' };
        json(response, {
          data: { me: { notes: { edges: [{ node: { id: after ?? 'c0' } }], pageInfo } } },
        });
      },
    });
    const query =
      'query ($after: String) { me { notes(after: $after) { edges { node { id } } pageInfo { hasNextPage endCursor } } } }';
    const rowsOf = async (surface: AskedSurface) => {
      const { items, truncated } = await worker.attempt({
        session: ann.session,
        surface,
        thing: null,
      });
      return { rows: items?.length, truncated };
    };
    const whole = { rows: 2, truncated: false };
    const at = { items: '$.data.me.notes.edges' };
    expect(await rowsOf(list('POST /graphql', { json: { query }, ...at }))).toEqual(whole);
    const next: AskedSurface['next'] = ({ body }) =>
      JSON.stringify(body).includes('true') ? { json: { variables: { after: 'mine' } } } : null;
    expect(await rowsOf(list('POST /graphql', { json: { variables: {} }, ...at, next }))).toEqual(
      whole,
    );
  });

  it('takes rows and pages from HTML by the functions of the definition', async () => {
    const { worker, ann } = await two({
      'GET /notes': (deployment, request, response) => {
        const second = request.url?.endsWith('2');
        const [note] = deployment.notes;
        const text = second
          ? `<li>${note?.text}</li>`
          : '<li>of nobody</li><a href="/notes?p=2">More</a>';
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

  it('recognises short ids in addresses by the segment before them', async () => {
    const deployment = await deploy({
      'POST /notes': (_, request, response) => json(response, { id: 'n41' }, 201),
      'GET /notes': (_, request, response) =>
        json(response, [
          { href: '/people/7/notes/n41' },
          { href: '/files/n41' },
          { self: 'http://x.test/notes/n42?a' },
        ]),
    });
    const { worker } = await testWorker(describeDeployment(deployment.url));
    const ann = await person(worker);
    const { sightings } = await worker.attempt({
      session: ann.session,
      surface: listNotes,
      thing: null,
    });
    expect(sightings.map(({ where }) => where)).toEqual(['$[0].href']);
  });

  it('recognises short ids only in a field of their name', async () => {
    const deployment = await deploy({
      'POST /notes': (_, request, response) => json(response, { id: '41' }, 201),
      'GET /notes': (_, request, response) =>
        json(response, [{ id: 41, accountId: 41 }, { noteId: '41' }, { id: 'x', page: 41 }]),
    });
    const { worker } = await testWorker(describeDeployment(deployment.url));
    const ann = await person(worker);
    const { sightings } = await worker.attempt({
      session: ann.session,
      surface: listNotes,
      thing: null,
    });
    expect(sightings.map(({ where }) => where)).toEqual(['$[0].id', '$[1].noteId']);
  });
});
