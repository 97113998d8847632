import { describe, expect, it } from 'vitest';
import type { ListOptions } from '../../deployment/surfaces/surfaces.ts';
import { list } from '../../deployment/surfaces/surfaces.ts';
import { json } from '../../exercise/http/serve.test-support.ts';
import { deploy } from '../../exercise/worker/worker.test-support.ts';
import type { Deployment, Note, Routes } from '../../exercise/worker/worker.test-support.ts';
import { resultOf, sweepAndJudge } from './sweep-and-judge.test-support.ts';

type Answer = { body: unknown; type?: string; headers?: Record<string, string> };
/** Writes one page of notes. `more`: the address of the next page. */
type Shape = (notes: readonly Note[], more: string | null, url: URL) => Answer;

const ld = 'application/ld+json';
const ldp = 'http://www.w3.org/ns/ldp#';
const linkTo = (more: string | null): Record<string, string> =>
  more === null ? {} : { link: `<${more}>; rel="next"` };
const page = (rows: string, more: string | null) =>
  `<!doctype html><h1>Notes</h1><!-- <li>none --><ul class="notes">${rows}</ul>${
    more === null ? '' : `<a rel="next" href="${more}">More</a>`
  }`;

const shapes: Record<string, [Shape, ListOptions?]> = {
  'an array, with a Link header': [
    (notes, more) => ({
      body: notes,
      headers: linkTo(more),
    }),
  ],
  'an array deep in the body': [
    (notes, next) => ({ body: { status: 'ok', result: { page: { visits: notes, next } } } }),
    { items: '$.result.page.visits' },
  ],
  'JSON:API': [
    (notes, next) => ({
      body: {
        data: notes.map(({ id, ...attributes }) => ({ type: 'notes', id, attributes })),
        included: [{ type: 'rooms', id: 'r1' }],
        links: { self: '/notes', next: next === null ? null : { href: next } },
      },
      type: 'application/vnd.api+json',
    }),
  ],
  'a FHIR bundle': [
    (notes, next, url) => ({
      body: {
        resourceType: 'Bundle',
        type: 'searchset',
        link: [
          { relation: 'self', url: url.href },
          ...(next === null ? [] : [{ relation: 'next', url: new URL(next, url).href }]),
        ],
        entry: [
          ...notes.map(({ id, owner, text }) => ({
            fullUrl: `urn:uuid:${id}`,
            resource: {
              resourceType: 'Encounter',
              id,
              subject: { reference: `Patient/${owner}` },
              text,
            },
            search: { mode: 'match' },
          })),
          {
            resource: { resourceType: 'OperationOutcome', issue: [] },
            search: { mode: 'outcome' },
          },
        ],
      },
      type: 'application/fhir+json',
    }),
  ],
  'a GraphQL connection': [
    (notes, next) => ({
      body: {
        data: {
          viewer: {
            notes: {
              edges: notes.map((node) => ({ cursor: 'x', node })),
              pageInfo: { hasNextPage: next !== null, endCursor: next?.split('=').at(-1) },
            },
          },
        },
      },
    }),
  ],
  'CSV, with a Link header': [
    (notes, more) => ({
      body: [
        'id;owner;text',
        ...notes.map(({ id, owner, text }) => `${id};${owner};"${text}"`),
      ].join('\r\n'),
      type: 'text/csv; charset=utf-8',
      headers: linkTo(more),
    }),
  ],
  'CSV with a column #': [
    (notes) => ({
      body: ['#;text', ...notes.map(({ id, text }) => `${id};"${text}"`)].join('\r\n'),
      type: 'text/csv',
    }),
  ],
  'JSON lines': [
    (notes) => ({
      body: notes.map((note) => JSON.stringify(note)).join('\n'),
      type: 'application/x-ndjson',
    }),
  ],
  'HTML, with what is on it as text': [
    (notes, more) => ({
      body: page(notes.map(({ text }) => `<li>${text}`).join(''), more),
      type: 'text/html',
    }),
    { items: 'ul.notes > li' },
  ],
  'HTML, with links only': [
    (notes, more) => ({
      body: page(
        notes.map(({ id }) => `<li><a href="/notes/${id}?full=1">Note</a></li>`).join(''),
        more,
      ),
      type: 'text/html',
    }),
    { items: 'ul.notes > li' },
  ],
  'an Atom feed': [
    (notes) => ({
      body: `<feed>${notes.map(({ id, text }) => `<entry><id>urn:uuid:${id}</id><title>${text}</title></entry>`).join('')}</feed>`,
      type: 'application/atom+xml',
    }),
    { items: 'entry' },
  ],
  'JSON-LD, as a Hydra collection': [
    (notes, next) => ({
      body: {
        '@context': 'http://www.w3.org/ns/hydra/context.jsonld',
        '@id': '/notes',
        '@type': 'Collection',
        member: notes.map(({ id, owner, text }) => ({
          '@id': `/notes/${id}`,
          owner: { '@id': `/people/${owner}` },
          text,
        })),
        view: { '@id': '/notes?1', next },
      },
      type: ld,
    }),
  ],
  'JSON-LD, as a container expanded': [
    (notes, _, url) => ({
      body: [
        {
          '@id': url.href,
          '@type': [`${ldp}Container`, `${ldp}BasicContainer`],
          ...(notes.length === 0
            ? {}
            : { [`${ldp}contains`]: notes.map(({ id }) => ({ '@id': `${url.href}/${id}` })) }),
        },
        ...notes.map(({ id }) => ({ '@id': `${url.href}/${id}`, '@type': [`${ldp}Resource`] })),
      ],
      type: ld,
    }),
  ],
};

/** A deployment whose list has one note on each page. */
function routesOf(
  shape: Shape,
  leaked: (deployment: Deployment, viewer: string) => readonly Note[],
): Routes {
  return {
    'GET /notes': (deployment, request, response) => {
      const viewer = deployment.viewer(request);
      if (viewer === undefined) return json(response, {}, 401);
      const url = new URL(request.url ?? '', deployment.url);
      const own = deployment.notes.filter(({ owner }) => owner === viewer);
      const all = [...own, ...leaked(deployment, viewer)];
      const at = Number(url.searchParams.get('after') ?? 0);
      const answer = (rest: string | null) => JSON.stringify(shape([], rest, url));
      const isPaged = answer('/x') !== answer(null);
      const more = isPaged && at + 1 < all.length ? `/notes?after=${at + 1}` : null;
      const {
        body,
        type = 'application/json',
        headers,
      } = shape(isPaged ? all.slice(at, at + 1) : all, more, url);
      response.writeHead(200, { 'content-type': type, ...headers });
      response.end(typeof body === 'string' ? body : JSON.stringify(body));
    },
  };
}

const stranger: Note = {
  id: 'note_9f86d081884c7d65',
  owner: 'acc_9a2feaa0c55ad015',
  text: 'Jane Roe',
};

describe.each(Object.entries(shapes))('a list as %s', (_, [shape, options = {}]) => {
  const judge = async (leaked: (deployment: Deployment, viewer: string) => readonly Note[]) => {
    const { url } = await deploy(routesOf(shape, leaked));
    const judged = await sweepAndJudge(url, [list('GET /notes', { shows: 'note', ...options })]);
    return resultOf(judged);
  };

  it('holds if every account gets its own rows', async () => {
    expect(await judge(() => [])).toEqual({ verdict: 'holds', owners: [], reasons: [] });
  });

  it('is violated by a row of another account, and names the owner', async () => {
    // The second account to sign up gets the row of the first.
    const result = await judge((deployment, viewer) => {
      const [first, second] = [...new Set(deployment.notes.map(({ owner }) => owner))];
      return viewer === second ? deployment.notes.filter(({ owner }) => owner === first) : [];
    });
    expect(result).toMatchObject({ verdict: 'violated', owners: ['a0'] });
  });

  it('is violated by a row of an unknown owner', async () => {
    expect(await judge(() => [stranger])).toMatchObject({
      verdict: 'violated',
      owners: ['unknown'],
    });
  });
});

it('reports that rows of unknown owners go unnoticed on a page without items in the definition', async () => {
  const { url } = await deploy(
    routesOf(
      (notes, more) => ({
        body: page(notes.map(({ text }) => `<li>${text}`).join(''), more),
        type: 'text/html',
      }),
      () => [stranger],
    ),
  );
  const judged = await sweepAndJudge(url, [list('GET /notes')]);
  expect(resultOf(judged).verdict).toBe('holds');
  expect(judged.verdict.coverage.listsWithoutRows).toEqual(['GET /notes']);
});
