import { createHash, randomBytes } from 'node:crypto';
import { strToU8, zipSync } from 'fflate';
import { expect, it } from 'vitest';
import { download, list, read, stream } from '../../deployment/surfaces/surfaces.ts';
import type { Surface } from '../../deployment/surfaces/surface.ts';
import { collectHistory } from '../../domain/history/history.ts';
import type { PlantedLeak } from '../../domain/verdict/planted.ts';
import { json } from '../../exercise/http/serve.test-support.ts';
import { deploy, noteAt } from '../../exercise/worker/worker.test-support.ts';
import type { Deployment, Note, Routes } from '../../exercise/worker/worker.test-support.ts';
import { linesOf } from '../folder/lines-of.ts';
import { historyFiles } from '../folder/run-folder.ts';
import { describeLinkClinic, startLinkClinic } from '../testing/link-clinic.ts';
import { runWhole } from '../testing/run-whole.ts';
import { sweepAndJudge } from './sweep-and-judge.test-support.ts';

type Answering = (
  own: readonly Note[],
  response: Parameters<Routes[string]>[2],
  request: Parameters<Routes[string]>[1],
) => void;

/** What is one's own, only for who asks with a session. */
const mine =
  (answer: Answering): Routes[string] =>
  (deployment, request, response) => {
    const viewer = deployment.viewer(request);
    if (viewer === undefined) return json(response, {}, 401);
    answer(ownOf(deployment, viewer), response, request);
  };

/** One's own note, by its id. */
const mineById =
  (answer: (note: Note, response: Parameters<Routes[string]>[2]) => void): Routes[string] =>
  (deployment, request, response) => {
    const [viewer, note] = [deployment.viewer(request), noteAt(deployment, request)];
    if (note === undefined || note.owner !== viewer)
      return json(response, {}, viewer === undefined ? 401 : 404);
    answer(note, response);
  };

const ownOf = ({ notes }: Deployment, viewer: string) =>
  notes.filter(({ owner }) => owner === viewer);

async function plantOn(routes: Routes, surfaces: readonly Surface[]) {
  const { url } = await deploy(routes);
  const { verdict, worker } = await sweepAndJudge(url, surfaces, {}, { things: 2 });
  const planted = worker.recorded.facts.filter((fact) => fact.fact === 'leak-planted');
  expect(verdict.violations).toEqual([]);
  return {
    verdict,
    of: (leak: string) => resultsOf(planted, leak),
    by: (leak: string) => planted.find((one) => one.leak === leak)?.why,
  };
}

function resultsOf(planted: readonly PlantedLeak[], leak: string): string[] {
  return [...new Set(planted.filter((one) => one.leak === leak).map(({ result }) => result))];
}

it('another’s session cookie is noticed where answers set cookies', async () => {
  const { of, by } = await plantOn(
    {
      'GET /notes': mine((items, response, request) =>
        // It is sent again each time, so that it lasts.
        json(response, { items }, 200, { 'set-cookie': `${request.headers.cookie}; Path=/` }),
      ),
    },
    [list('GET /notes', { shows: 'note' })],
  );
  expect(of('cookie-of-another')).toEqual(['noticed']);
  // By nothing else: without that rule it would pass.
  expect(by('cookie-of-another')).toBe('no-foreign-credentials');
});

it('the address of another’s thing is noticed in a redirect, and beside what was created', async () => {
  const { by, of } = await plantOn(
    { 'GET /notes/{}': mineById((note, response) => json(response, note)) },
    [read('GET /notes/{note}')],
  );
  for (const leak of ['address-in-redirect', 'address-of-created']) {
    expect(of(leak)).toEqual(['noticed']);
    // That one's own is gone is noticed as well, of a redirect: it says nothing of the address.
    expect(by(leak)).toContain('no-foreign-reading');
  }
});

it('another’s file is noticed in an archive', async () => {
  const { of } = await plantOn(
    {
      'GET /archive': mine((notes, response) => {
        const files = notes.map(({ id, text }) => [`${id}.txt`, strToU8(text.repeat(3))]);
        response
          .writeHead(200, { 'content-type': 'application/zip' })
          .end(zipSync(Object.fromEntries(files)));
      }),
    },
    [download('GET /archive')],
  );
  expect(of('file-of-another')).toEqual(['noticed']);
  expect(of('answer-of-another')).toEqual(['noticed']);
});

it('another’s part is noticed in an answer of several', async () => {
  const { of } = await plantOn(
    {
      'GET /notes': mine((notes, response) => {
        const parts = notes.map(
          (note) => `--next\r\ncontent-type: application/json\r\n\r\n${JSON.stringify(note)}\r\n`,
        );
        response
          .writeHead(200, { 'content-type': 'multipart/mixed; boundary=next' })
          .end(`${parts.join('')}--next--\r\n`);
      }),
    },
    [list('GET /notes', { shows: 'note' })],
  );
  expect(of('row-of-another')).toEqual(['noticed']);
});

it('another’s thumbnail is planted where pictures are the same each time', async () => {
  const { of } = await plantOn(
    {
      'GET /pictures/{}': mineById((note, response) => {
        const bytes = createHash('sha512').update(note.id).digest();
        response
          .writeHead(200, { 'content-type': 'image/png' })
          .end(Buffer.concat([bytes, bytes, bytes]));
      }),
    },
    [stream('GET /pictures/{note}')],
  );
  expect(of('answer-of-another')).toEqual(['noticed']);
  expect(of('answer-for-refusal')).toEqual(['noticed']);
});

it('a picture that is another each time, and says nothing, is not passed over in silence', async () => {
  const { of, verdict } = await plantOn(
    {
      'GET /pictures/{}': mineById((_, response) =>
        response.writeHead(200, { 'content-type': 'image/png' }).end(randomBytes(2000)),
      ),
    },
    [stream('GET /pictures/{note}')],
  );
  expect(of('answer-of-another')).toEqual(['blind']);
  expect(verdict.sensitivity?.blind).toBeGreaterThan(0);
});

it('a link that never ends is noticed', async () => {
  const clinic = await startLinkClinic({ asks: 'signature', lasts: 1 });
  const definition = describeLinkClinic(clinic, { lasts: 1, bearer: true });
  const { verdict, folder } = await runWhole(definition, () => void (clinic.release = '2'));
  expect({ verdict: verdict.verdict, reasons: verdict.reasons }).toEqual({
    verdict: 'holds',
    reasons: [],
  });
  const planted = await plantedIn(folder);
  expect(resultsOf(planted, 'answer-after-end')).toEqual(['noticed']);
  expect(planted.find(({ leak }) => leak === 'answer-after-end')?.why).toContain(
    'no-access-after-revocation',
  );
});

/** What was planted in a whole run, as its history says. */
async function plantedIn(folder: string): Promise<PlantedLeak[]> {
  const history = await collectHistory(
    (await historyFiles(folder)).map(({ name, path }) => ({ name, lines: linesOf(path) })),
    [],
    { sealKey: null, plan: '', sealed: false },
  );
  return history.facts.filter((fact) => fact.fact === 'leak-planted');
}
