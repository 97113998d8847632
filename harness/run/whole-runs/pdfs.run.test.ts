import { expect, it } from 'vitest';
import { pdfOf } from '../../canaries/pdf-of.test-support.ts';
import { zipOf } from '../../canaries/zip-of.test-support.ts';
import { download, list, read } from '../../deployment/surfaces/surfaces.ts';
import { json } from '../../exercise/http/serve.test-support.ts';
import { deploy } from '../../exercise/worker/worker.test-support.ts';
import type { Note } from '../../exercise/worker/worker.test-support.ts';
import { ownNotes } from '../testing/own-notes.ts';
import { resultOf, sweepAndJudge } from './sweep-and-judge.test-support.ts';

/** As a typesetter writes it: compressed, with space set between the letters of each word. */
const summaryOf = (notes: readonly Note[]): Buffer =>
  pdfOf(
    notes
      .map(({ text }) => `[${text.replaceAll(/[^()\\]{1,5}/g, '($&)-15 ')}] TJ 0 -14 Td`)
      .join(' '),
  );

/** What can be read shows one’s own notes alone; the rest is encrypted. */
const locked = (notes: readonly Note[]): Buffer => {
  const [key, id] = ['11'.repeat(32), `<${'22'.repeat(16)}>`];
  const pdf = pdfOf('(x) Tj', {
    trailer: `/Encrypt 9 0 R /ID [${id} ${id}]`,
    more: [`<< /Filter /Standard /V 1 /R 2 /P -4 /O <${key}> /U <${key}> >>`],
  });
  return Buffer.concat([pdf, ...notes.map(({ text }) => Buffer.from(`%${text}\n`))]);
};

async function run({
  chosen,
  pack = summaryOf,
  type = 'application/pdf',
}: {
  chosen(notes: readonly Note[], viewer: string): readonly Note[];
  pack?(notes: readonly Note[]): Buffer;
  type?: string;
}) {
  const { url } = await deploy({
    ...ownNotes,
    'GET /summary.pdf': (deployment, request, response) => {
      const viewer = deployment.viewer(request);
      if (viewer === undefined) return json(response, {}, 401);
      response.writeHead(200, { 'content-type': type });
      response.end(pack(chosen(deployment.notes, viewer)));
    },
  });
  const judged = await sweepAndJudge(url, [
    list('GET /notes', { shows: 'note' }),
    read('GET /notes/{note}'),
    download('GET /summary.pdf'),
  ]);
  return { ...judged, ...resultOf(judged, 'no-foreign-streaming') };
}

const own = (notes: readonly Note[], viewer: string) =>
  notes.filter(({ owner }) => owner === viewer);
const all = (notes: readonly Note[]) => notes;

it('a summary of one\u2019s own notes holds', async () => {
  const { verdict, reasons } = await run({ chosen: own });
  expect({ verdict, reasons }).toEqual({ verdict: 'holds', reasons: [] });
});

it.each([
  ['alone', 'application/pdf', summaryOf],
  [
    'in a zip',
    'application/zip',
    (notes: readonly Note[]) => zipOf('summary.pdf', summaryOf(notes)),
  ],
  [
    'in JSON',
    'application/json',
    (notes: readonly Note[]) =>
      Buffer.from(JSON.stringify({ data: summaryOf(notes).toString('base64') })),
  ],
])('a summary of everybody\u2019s notes is a violation: %s', async (_, type, pack) => {
  const { verdict, owners } = await run({ chosen: all, type, pack });
  expect(verdict).toBe('violated');
  expect(owners.length).toBeGreaterThan(1);
  expect(owners).not.toContain('unknown');
});

it('a summary that cannot be opened is inconclusive', async () => {
  const { verdict, reasons } = await run({ chosen: own, pack: locked });
  expect(verdict).toBe('inconclusive');
  expect(reasons?.join()).toContain('not read to the end');
});
