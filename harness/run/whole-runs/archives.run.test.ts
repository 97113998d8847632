import { expect, it, describe } from 'vitest';
import { zipOf } from '../../canaries/zip-of.test-support.ts';
import { download, list, read } from '../../deployment/surfaces/surfaces.ts';
import { json } from '../../exercise/http/serve.test-support.ts';
import { deploy, describeDeployment } from '../../exercise/worker/worker.test-support.ts';
import type { Note } from '../../exercise/worker/worker.test-support.ts';
import { ownNotes } from '../testing/own-notes.ts';
import { runWhole } from '../testing/run-whole.ts';

/** What an archive is: its type, and the bytes of a table. */
type Format = { type: string; pack(table: string, count: number): Buffer };

const day = (count: number): string =>
  new Date(Date.UTC(2026, 0, 1, 0, 0, count * 7)).toISOString();

const formats = {
  zip: {
    type: 'application/zip',
    pack: (table, count) => zipOf('visits.csv', `made at ${day(count)}\n${table}`),
  },
  CSV: { type: 'text/csv', pack: (table) => Buffer.from(table) },
  'dated CSV': {
    type: 'text/csv',
    pack: (table, count) => Buffer.from(`made at,${day(count)}\n${table}`),
  },
  PDF: {
    type: 'application/pdf',
    pack: (table, count) => Buffer.from(`%PDF-1.7\n/CreationDate (${day(count)})\n${table}%%EOF`),
  },
} satisfies Record<string, Format>;

/** Whose notes an archive holds; null: some of nobody's that is known here. */
type Chosen = (asked: {
  notes: readonly Note[];
  viewer: string;
  updated: boolean;
}) => readonly Note[];

const unseeded: Note = {
  id: 'note_of_long_ago',
  owner: 'somebody',
  text: 'an old rash, seen twice',
};

async function run({ type, pack }: Format, chosen: Chosen) {
  let updated = false;
  let count = 0;
  const { url } = await deploy({
    'GET /version': (_, __, response) => void response.end(updated ? '2' : '1'),
    ...ownNotes,
    'GET /archive': (deployment, request, response) => {
      const viewer = deployment.viewer(request);
      if (viewer === undefined) return json(response, {}, 401);
      const notes = chosen({ notes: deployment.notes, viewer, updated });
      const rows = notes.map(({ id, text }) => `${id},${text}\n`).join('');
      const body = pack(`id,text\n${rows}`, (count += 1));
      response.writeHead(200, { 'content-type': type }).end(body);
    },
  });
  const definition = describeDeployment(url, {
    surfaces: [
      list('GET /notes', { shows: 'note' }),
      read('GET /notes/{note}'),
      download('GET /archive'),
    ],
    browser: { none: 'there are no pages' },
  });
  const { accounts } = definition;
  const { verdict } = await runWhole(
    { ...definition, url, accounts: { ...accounts, secondFactor: { none: 'there is none' } } },
    () => void (updated = true),
  );
  const streaming = verdict.invariants.find(({ id }) => id === 'no-foreign-streaming');
  return { streaming: streaming?.verdict, verdict: verdict.verdict, reasons: verdict.reasons };
}

const own: Chosen = ({ notes, viewer }) => notes.filter(({ owner }) => owner === viewer);

describe.each(Object.entries(formats))('an archive of one\u2019s own notes (%s)', (_, format) => {
  it('holds, where some have none', async () => {
    expect(await run(format, own)).toMatchObject({ verdict: 'holds', reasons: [] });
  });
});

describe('an archive of others\u2019 notes', () => {
  const { zip, CSV } = formats;

  it('is violated, where those who have none are given another\u2019s', async () => {
    const { streaming } = await run(zip, (asked) => {
      const mine = own(asked);
      return mine.length > 0 ? mine : asked.notes.slice(0, 1);
    });
    expect(streaming).toBe('violated');
  });

  it('is violated, where the update gives everybody the first one\u2019s', async () => {
    const { streaming } = await run(CSV, (asked) =>
      asked.updated ? asked.notes.slice(0, 1) : own(asked),
    );
    expect(streaming).toBe('violated');
  });

  it('is inconclusive, where it is of nobody known since the update', async () => {
    const { streaming } = await run(zip, (asked) => (asked.updated ? [unseeded] : own(asked)));
    expect(streaming).toBe('inconclusive');
  });

  it('is inconclusive, where it is of nobody known for those who have none', async () => {
    let odd = 0;
    const { streaming } = await run(zip, (asked) => {
      const mine = own(asked);
      return mine.length === 0 && (odd += 1) % 2 === 0 ? [unseeded] : mine;
    });
    expect(streaming).toBe('inconclusive');
  });
});
