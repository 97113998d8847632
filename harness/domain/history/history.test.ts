import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Attempt, channels, parts, sessionStates } from '../attempts/attempt.ts';
import { markingCarriers } from '../accounts/carrier.ts';
import { partStatuses } from '../ledger/fact.ts';
import { collectHistory } from './history.ts';
import type { HistoryRecord } from './history-record.ts';
import { outcomes } from '../attempts/outcome.ts';
import { maxLineLength, parseRecord } from './parse-record.ts';
import { phases } from '../phase.ts';
import { givenKinds } from '../surfaces/surface.ts';

const attempt: Attempt = {
  type: 'attempt',
  id: 't1',
  worker: 'w',
  part: 'sweep',
  phase: 'after-update',
  release: null,
  viewer: 'a1',
  session: null,
  sessionState: 'open',
  surface: 'GET /visits',
  thing: null,
  variant: 'plain',
  channel: 'http',
  sentAt: 1,
  answeredAt: 2,
  outcome: 'granted',
  status: 200,
  headers: {},
  bytes: 2,
  truncated: false,
  digests: ['d'],
  sightings: [
    { kind: 'token', token: { run: 1, account: 2, field: 3 }, where: '$', encoding: 'plain' },
  ],
  items: [{ where: '$[0]', sightings: [0], ids: ['i'] }],
};
const account = {
  type: 'fact',
  fact: 'account-created',
  at: 1,
  account: 'a1',
  number: 1,
  role: 'patient',
  cohort: {},
  phase: 'after-update',
  ids: {},
  secondFactor: false,
} as const;
const planted = {
  type: 'fact',
  fact: 'field-planted',
  at: 1,
  account: 'a1',
  field: null,
  name: 'e-mail address',
  thing: null,
  carrier: 'unique',
} as const;
const ended = {
  type: 'fact',
  fact: 'part-ended',
  at: 2,
  part: 'sweep',
  status: 'completed',
  why: '',
  files: ['v', 'w'],
} as const;
const opened = { type: 'opened', worker: 'w', part: 'sweep', at: 1 } as const;
const closed = (records: number) => ({ type: 'closed', worker: 'w', at: 2, records }) as const;
const file = (name: string, ...records: readonly (HistoryRecord | string)[]) => ({
  name,
  lines: records.map((record) => (typeof record === 'string' ? record : JSON.stringify(record))),
});
const whole = file('w.ndjson', opened, account, attempt, closed(4));

describe('parseRecord', () => {
  it('reads what was written', () => {
    for (const record of [opened, closed(2), account, attempt, ended]) {
      expect(parseRecord(JSON.stringify(record))).toEqual({ record });
    }
  });

  it('reads every word that a field of an attempt or fact may have, and no other', () => {
    const words: [base: HistoryRecord, field: string, known: readonly string[]][] = [
      [attempt, 'part', parts],
      [attempt, 'phase', phases],
      [attempt, 'sessionState', sessionStates],
      [attempt, 'gives', givenKinds],
      [attempt, 'channel', channels],
      [attempt, 'outcome', outcomes],
      [ended, 'status', partStatuses],
      [planted, 'carrier', markingCarriers],
    ];
    for (const [base, field, known] of words) {
      expect(known.length).toBeGreaterThan(1);
      for (const word of known) {
        const record = { ...base, [field]: word };
        expect(parseRecord(JSON.stringify(record)), `${field} ${word}`).toEqual({ record });
      }
      const odd = JSON.stringify({ ...base, [field]: 'toString' });
      expect(parseRecord(odd), field).toHaveProperty('defect');
    }
  });

  it.each([
    ['no JSON', '{"type":"att'],
    ['another type', '{"type":"note"}'],
    ['a fact of no known kind', '{"type":"fact","fact":"toString","at":1}'],
    ['a missing field', JSON.stringify({ ...attempt, viewer: undefined })],
    ['a wrong type', JSON.stringify({ ...attempt, sentAt: 'now' })],
    ['an outcome of its own', JSON.stringify({ ...attempt, outcome: 'fine' })],
    [
      'a sighting of no known kind',
      JSON.stringify({ ...attempt, sightings: [{ kind: 'constructor', where: '', encoding: '' }] }),
    ],
    ['a list', '[]'],
    ['null', 'null'],
  ])('refuses %s, without quoting it', (_, line) => {
    const parsed = parseRecord(line);
    expect(parsed).toHaveProperty('defect');
    expect(JSON.stringify(parsed)).not.toContain('visits');
  });

  it('refuses a line that is too long', () => {
    expect(parseRecord(`"${'x'.repeat(maxLineLength)}"`)).toHaveProperty('defect');
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (line) => void parseRecord(line)));
  });

  it('notices any field of an attempt that is not what it should be', () => {
    const optional = new Set(['retryOf', 'shrinking', 'why']);
    for (const key of Object.keys(attempt).filter((name) => !optional.has(name))) {
      expect(parseRecord(JSON.stringify({ ...attempt, [key]: { odd: [1] } })), key).toHaveProperty(
        'defect',
      );
    }
  });
});

describe('collectHistory', () => {
  it('puts whole files together without a defect', async () => {
    const { facts, attempts, defects } = await collectHistory([whole], ['sweep']);
    expect(defects).toEqual([]);
    expect(attempts).toEqual([attempt]);
    expect(facts).toEqual([{ ...account, part: 'sweep' }]);
  });

  it('reads asynchronous lines too, and says for which part accounts were made', async () => {
    async function* lines() {
      yield* file('', { ...opened, part: 'properties' }, account, closed(3)).lines;
    }
    const { facts, defects } = await collectHistory([{ name: 'p', lines: lines() }], []);
    expect(defects).toEqual([]);
    expect(facts).toMatchObject([{ part: 'properties' }]);
  });

  it.each([
    ['a part without a file', [whole], ['sweep', 'scenarios'], /part scenarios is missing/],
    ['a file that was not closed', [file('w', opened, attempt)], [], /w: was not closed/],
    [
      'a file cut in a line',
      [file('w', opened, '{"type":"atte')],
      [],
      /w: ends in the middle of a record, which is left out/,
    ],
    ['a line in the middle that is no record', [file('w', opened, 'x', closed(3))], [], /line 2/],
    [
      'records lost from a closed file',
      [file('w', opened, closed(9))],
      [],
      /holds 2 records where 9/,
    ],
    ['a file that does not begin', [file('w', attempt, closed(2))], [], /does not begin/],
    [
      'a file written to after it was closed',
      [file('w', opened, closed(2), attempt, closed(4))],
      [],
      /more than once/,
    ],
    ['an empty file', [file('w')], [], /does not begin/],
    [
      'a file that was there and is lost',
      [file('w', opened, ended, closed(3))],
      [],
      /v: .*missing/,
    ],
    [
      'an id used twice',
      [whole, file('v', opened, attempt, closed(3))],
      [],
      /1 attempts have the id/,
    ],
  ])('says that there is %s', async (_, files, parts, defect) => {
    const { defects } = await collectHistory(files, parts);
    expect(defects.join('\n')).toMatch(defect);
  });

  it('names a few bad lines of a file, and counts the rest', async () => {
    const { defects } = await collectHistory(
      [file('w', opened, ...Array<string>(100).fill('x'), closed(102))],
      [],
    );
    expect(defects).toHaveLength(6);
    expect(defects.join()).toContain('95 more lines');
  });
});

it('a picture is added to the attempt that was recorded before it was taken', async () => {
  const picture = 't1.0123456789abcdef.png';
  const pictured = { type: 'fact', fact: 'pictured', at: 3, attempt: 't1', picture };
  const other = { ...attempt, id: 't2' };
  const lines = [attempt, other, pictured, { ...pictured, attempt: 'none' }];
  const { attempts } = await collectHistory(
    [{ name: 'w', lines: lines.map((line) => JSON.stringify(line)) }],
    [],
  );
  expect(attempts.map((one) => one.picture)).toEqual([picture, undefined]);
  expect(parseRecord(JSON.stringify({ ...pictured, picture: '../secrets.json' }))).toHaveProperty(
    'defect',
  );
});
