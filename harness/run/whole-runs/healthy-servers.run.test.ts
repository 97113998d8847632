import { createHash, createHmac } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { list, noSurface, read } from '../../deployment/surfaces/surfaces.ts';
import { json } from '../../exercise/http/serve.test-support.ts';
import { deploy, describeDeployment, noteAt } from '../../exercise/worker/worker.test-support.ts';
import type { Note } from '../../exercise/worker/worker.test-support.ts';
import { runWhole } from '../testing/run-whole.ts';

/** How a healthy server makes the answer to a request for one's own notes. */
type Making = (asked: {
  own: readonly Note[];
  all: readonly Note[];
  viewer: string;
  url: URL;
  response: ServerResponse;
  ifNoneMatch: string | undefined;
}) => unknown;

async function run(making: Making) {
  let updated = false;
  const { url } = await deploy({
    'GET /version': (_, __, response) => void response.end(updated ? '2' : '1'),
    'GET /notes': (deployment, request, response) => {
      const viewer = deployment.viewer(request);
      if (viewer === undefined) return json(response, {}, 401);
      const all = deployment.notes;
      const body = making({
        own: all.filter(({ owner }) => owner === viewer),
        all,
        viewer,
        url: new URL(request.url ?? '', 'http://host'),
        response,
        ifNoneMatch: request.headers['if-none-match'],
      });
      if (!response.writableEnded) json(response, body);
    },
    'GET /notes/{}': (deployment, request, response) => {
      const note = noteAt(deployment, request);
      const isOwn = note !== undefined && note.owner === deployment.viewer(request);
      json(response, isOwn ? note : {}, isOwn ? 200 : 404);
    },
  });
  const definition = describeDeployment(url, {
    surfaces: [
      list('GET /notes', { shows: 'note' }),
      read('GET /notes/{note}'),
      noSurface('stream', 'there is no media'),
    ],
    browser: { none: 'there are no pages' },
  });
  const { accounts } = definition;
  const { verdict } = await runWhole(
    { ...definition, url, accounts: { ...accounts, secondFactor: { none: 'there is none' } } },
    () => void (updated = true),
  );
  const violations = verdict.violations.map(({ invariant, surface, sighting }) => ({
    invariant,
    surface,
    sighting,
  }));
  return { reasons: verdict.reasons, violations };
}

const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const jwt = (claims: object): string => {
  const text = `${encoded({ alg: 'HS256', typ: 'JWT' })}.${encoded(claims)}`;
  return `${text}.${createHmac('sha256', 'key').update(text).digest('base64url')}`;
};
const names = ['José García', 'Łukasz Żak', '李小龍', 'Анна'];
let count = 0;

const servers: Record<string, Making> = {
  'cursors that are JWTs of the viewer': ({ own, viewer, url }) => {
    const from = Number(
      JSON.parse(
        Buffer.from(
          (url.searchParams.get('cursor') ?? `.${encoded({ from: 0 })}`).split('.')[1] ?? '',
          'base64url',
        ).toString(),
      ).from,
    );
    const next =
      from + 1 < own.length ? jwt({ sub: viewer, from: from + 1, exp: 1_900_000_000 }) : null;
    return {
      items: own.slice(from, from + 1),
      next: next === null ? null : `/notes?cursor=${next}`,
    };
  },
  'weak ETags and clocks': ({ own, response }) => {
    const etag = createHash('sha256').update(JSON.stringify(own)).digest('hex');
    response.setHeader('etag', `W/"${etag}"`);
    response.setHeader(
      'x-request-id',
      createHash('md5')
        .update(`${(count += 1)}`)
        .digest('hex'),
    );
    return {
      items: own,
      serverTime: new Date().toISOString(),
      tookMs: count % 17,
      requestId: `req_${count}`,
    };
  },
  gzip: ({ own, response }) => {
    response.writeHead(200, {
      'content-type': 'application/json; charset=utf-8',
      'content-encoding': 'gzip',
    });
    response.end(gzipSync(JSON.stringify({ items: own })));
  },
  'localised names and people who take part': ({ own }) => ({
    items: own.map((note, at) => ({
      ...note,
      clinician: { id: `c${at}`, name: names[at % 4] },
      einträge: [{ größe: 3 }],
    })),
  }),
  'a CSRF token and a nonce': ({ own }) => ({
    items: own,
    csrfToken: createHash('sha256')
      .update(`csrf ${(count += 1)}`)
      .digest('base64url'),
    nonce: createHash('md5').update(`n ${count}`).digest('hex'),
  }),
  'a page that says how many there are': ({ own, url }) => {
    const page = Number(url.searchParams.get('page') ?? 1);
    const size = Number(url.searchParams.get('size') ?? 1) || 1;
    return {
      items: own.slice((page - 1) * size, page * size),
      page,
      pages: Math.ceil(own.length / size),
      totalCount: own.length,
      next: page * size < own.length ? `/notes?page=${page + 1}&size=${size}` : null,
    };
  },
};

describe('a healthy server raises no alarm, though it has', () => {
  it.each(Object.entries(servers))('%s', async (_, making) => {
    expect(await run(making)).toEqual({ reasons: [], violations: [] });
  });
});
