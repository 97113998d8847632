import { describe, expect, it } from 'vitest';
import type { ExpectedKind } from '../../domain/surfaces/surface.ts';
import { list, read, stream } from '../../deployment/surfaces/surfaces.ts';
import { json } from '../../exercise/http/serve.test-support.ts';
import { deploy, noteAt } from '../../exercise/worker/worker.test-support.ts';
import type { Deployment, Note, Routes } from '../../exercise/worker/worker.test-support.ts';
import { resultOf, sweepAndJudge } from './sweep-and-judge.test-support.ts';

type Respond = Parameters<Exclude<Routes[string], undefined>>[2];
type Denial = (response: Respond, note: Note, deployment: Deployment) => void;

const html = { 'content-type': 'text/html' };
const form = '<form><input name=p type="password"></form>';
const status =
  (code: number, headers = {}) =>
  (response: Respond) =>
    void response.writeHead(code, headers).end();

/** The ways in which services refuse. */
const denials: Record<string, Denial> = {
  400: (response) => json(response, { error: 'bad request' }, 400),
  401: (response) => json(response, {}, 401),
  403: (response) => json(response, {}, 403),
  404: (response) => json(response, {}, 404),
  410: (response) => json(response, {}, 410),
  204: status(204),
  '302 to sign-in': status(302, { location: '/login?next=%2Fx' }),
  '302 to an identity provider': status(302, {
    location: 'https://id.provider.test/oauth2/auth?client_id=x&response_type=code&state=1f3a',
  }),
  '302 to another host that only says so by its name': status(302, {
    location: 'https://login.provider.test/?n=1',
  }),
  '200 with a sign-in page': (response) => void response.writeHead(200, html).end(form),
  '200 with an error': (response) => json(response, { error: 'forbidden' }),
  '200 with an error that names the thing': (response, { id }) =>
    json(response, { success: false, message: `No access to ${id}` }),
  '200 with GraphQL errors': (response) =>
    json(response, { errors: [{ message: 'no' }], data: { note: null } }),
  '200 with an OperationOutcome': (response) =>
    json(response, { resourceType: 'OperationOutcome', issue: [{ severity: 'error' }] }),
};

/** Answers that may look like a refusal and are a leak. */
const leaks: Record<string, Denial> = {
  'a redirect to sign-in that carries it': (response, { text }) =>
    void response.writeHead(302, { location: '/sign-in', ...html }).end(`<p>${text}`),
  'a 403 that carries it': (response, { text }) => json(response, { text }, 403),
  'an error that carries it': (response, { text }) =>
    json(response, { error: `not yours: ${text}` }),
  'a sign-in page that carries it': (response, { text }) =>
    void response.writeHead(200, html).end(`${form}<!-- ${text} -->`),
};

/** A deployment with one note for each account, which refuses every other viewer. */
const routesOf = (deny: Denial): Routes => ({
  'GET /notes/{}': (deployment, request, response) => {
    const note = noteAt(deployment, request);
    const viewer = deployment.viewer(request);
    if (note === undefined) return json(response, { error: 'there is no such note' }, 404);
    if (viewer !== note.owner) return deny(response, note, deployment);
    // The deployment ignores ranges.
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify([note]));
  },
});

const all: Record<ExpectedKind, ReturnType<typeof read>> = {
  read: read('GET /notes/{note}'),
  stream: stream('GET /notes/{note}'),
  list: list('GET /notes/{note}'),
};
const invariants: Record<ExpectedKind, string> = {
  read: 'no-foreign-reading',
  stream: 'no-foreign-streaming',
  list: 'no-foreign-listing',
};

describe.each(['read', 'stream', 'list'] as const)('a foreign thing, to %s', (gives) => {
  const judge = async (deny: Denial) => {
    const { url } = await deploy(routesOf(deny));
    const judged = await sweepAndJudge(url, [all[gives]]);
    return {
      foreign: resultOf(judged, invariants[gives]),
      strangers: resultOf(judged, 'no-anonymous-access'),
    };
  };

  it.each(Object.entries(denials))('%s is a denial', async (_, deny) => {
    const { foreign, strangers } = await judge(deny);
    expect(foreign).toEqual({ verdict: 'holds', owners: [], reasons: [] });
    expect(strangers).toEqual({ verdict: 'holds', owners: [], reasons: [] });
  });

  it.each(Object.entries(leaks))('%s is a leak', async (_, deny) => {
    const { foreign, strangers } = await judge(deny);
    expect(foreign).toMatchObject({ verdict: 'violated', owners: ['a0', 'a1', 'a2'] });
    expect(strangers).toMatchObject({ verdict: 'violated' });
  });

  it('an answer that cannot be classified is a gap', async () => {
    const { foreign } = await judge((response, { id }) => json(response, { a: [id.slice(5)] }));
    expect(foreign.verdict).toBe('inconclusive');
  });

  it.each([{ type: 'connection_error' }, { resourceType: 'OperationOutcome' }])(
    'data is no denial, whatever it is called: %o',
    async (named) => {
      const { foreign } = await judge((response) =>
        json(response, { ...named, doctor: 'Dr Lee', diagnosis: 'asthma', given: ['salbutamol'] }),
      );
      expect(foreign.verdict).toBe('inconclusive');
    },
  );
});

it('counts the whole body as a leak although only a range was requested', async () => {
  const { url } = await deploy({
    'GET /media/{}': (deployment, request, response) => {
      const note = noteAt(deployment, request);
      const isRange = request.headers.range !== undefined;
      if (!isRange && deployment.viewer(request) !== note?.owner) return json(response, {}, 403);
      response.writeHead(200, { 'content-type': 'video/webm' }).end(`....${note?.text}`);
    },
  });
  const judged = await sweepAndJudge(url, [stream('GET /media/{note}')]);
  expect(resultOf(judged, 'no-foreign-streaming')).toMatchObject({
    verdict: 'violated',
    owners: ['a0', 'a1', 'a2'],
  });
});

it('counts rows of an unknown owner as a leak, even together with warnings', async () => {
  const row = { id: '5f0a3c9e7b1d4e2f8a6c', text: 'of a real patient' };
  const { url } = await deploy({
    'GET /notes': (deployment, request, response) => {
      const viewer = deployment.viewer(request);
      const notes = deployment.notes.filter(({ owner }) => owner === viewer);
      if (viewer !== undefined) return json(response, { notes });
      json(response, { errors: [{ message: 'who are you?' }], notes: [row] });
    },
  });
  const judged = await sweepAndJudge(url, [list('GET /notes')]);
  expect(resultOf(judged, 'no-anonymous-access')).toMatchObject({
    verdict: 'violated',
    owners: ['unknown'],
  });
});

it.each([
  ['a redirect to sign-in', '/sign-in'],
  ['a redirect that is followed', '/home'],
])('takes media that only its owner was served for a leak in %s', async (_, to) => {
  const { url } = await deploy({
    'GET /home': (_deployment, _request, response) => json(response, {}, 404),
    'GET /media/{}': (deployment, request, response) => {
      const note = noteAt(deployment, request);
      const isOwner = deployment.viewer(request) === note?.owner;
      const location = isOwner ? {} : { location: to };
      // The image holds nothing of the uploaded file.
      const media = Buffer.alloc(200_000, `${note?.id}`.split('').toReversed().join(''));
      response
        .writeHead(isOwner ? 200 : 302, { 'content-type': 'video/webm', ...location })
        .end(media);
    },
  });
  const judged = await sweepAndJudge(url, [stream('GET /media/{note}', { variants: [] })]);
  expect(resultOf(judged, 'no-foreign-streaming')).toMatchObject({
    verdict: 'violated',
    owners: ['a0', 'a1', 'a2'],
  });
});
