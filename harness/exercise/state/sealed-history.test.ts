import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Fact } from '../../domain/ledger/fact.ts';
import { type Binding, collectHistory } from '../../domain/history/history.ts';
import { planDigest } from '../../domain/history/plan-digest.ts';
import { openHistoryFile } from './history-file.ts';

const fact = (account: string): Fact => ({ type: 'fact', fact: 'removed', at: 1, account });
const ended = (files: string[]): Fact => {
  const about = { at: 2, part: 'sweep', status: 'completed', why: '', files } as const;
  return { type: 'fact', fact: 'part-ended', ...about };
};

const plan = { schema: 1, sealed: true, accept: [] };
const digest = planDigest(JSON.stringify(plan));

/** The lines of a file that was written with the key `k`; it names itself in its list of files. */
async function written(): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'sealed-test-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, 'plan.json'), JSON.stringify(plan, null, 2));
  const file = openHistoryFile(folder, 'w', 'sweep', 'k');
  for (const account of ['a1', 'a2 \u2028 ü', 'a3']) file.append(fact(account));
  file.append(ended(['w.ndjson', 'v.ndjson']));
  file.close();
  return (await readFile(join(folder, 'history/w.ndjson'), 'utf8')).trimEnd().split('\n');
}

/** The defects of the file, read in batches of two lines. The other file that it names is there, and whole. */
async function defectsOf(lines: readonly string[], binding: Binding, others = ['v.ndjson']) {
  const batches = Array.from({ length: Math.ceil(lines.length / 2) }, (_, index) =>
    lines.slice(2 * index, 2 * index + 2),
  );
  const other = [
    { type: 'opened', worker: 'v', part: 'sweep', at: 1 },
    { type: 'closed', worker: 'v', at: 1, records: 2 },
  ].map((record) => JSON.stringify(record));
  async function* source() {
    yield* [...batches, []];
  }
  const files = [
    { name: 'w.ndjson', lines: source() },
    ...others.map((name) => ({ name, lines: other })),
  ];
  const { defects } = await collectHistory(files, ['sweep'], binding);
  return defects.filter((defect) => !defect.startsWith('v.ndjson'));
}

/** Removes a fact, and mends the count of records and the digest as whoever has no key can. */
function mended(lines: readonly string[], change: (lines: string[]) => string[]): string[] {
  const kept = change(lines.slice(0, -1));
  const digest = createHash('sha256')
    .update(kept.map((line) => `${line}\n`).join(''))
    .digest('hex');
  const closed = { ...JSON.parse(lines.at(-1) ?? ''), records: kept.length + 1, digest };
  return [...kept, JSON.stringify(closed)];
}

describe('a sealed history file', () => {
  it('is whole as it was written, by digest and seal', async () => {
    const lines = await written();
    expect(await defectsOf(lines, {})).toEqual([]);
    expect(await defectsOf(lines, { sealKey: 'k' })).toEqual([]);
    expect(await defectsOf(lines, { sealKey: 'another' })).toEqual([
      'w.ndjson: was changed since it was written (its seal does not fit)',
    ]);
  });

  it('of which a record was exchanged is told by its digest, without a key', async () => {
    const lines = await written();
    const changed = lines.map((line) => line.replace('"a3"', '"a4"'));
    expect(await defectsOf(changed, {})).toEqual([
      'w.ndjson: was changed since it was written (its digest is another)',
    ]);
  });

  it('of which records were cut and count, digest and list of files mended is told by its seal', async () => {
    const lines = await written();
    const cut = mended(lines, (all) =>
      all.filter((line) => !line.includes('"a3"')).map((line) => line.replace(',"v.ndjson"', '')),
    );
    expect(await defectsOf(cut, {}, [])).toEqual([]);
    expect(await defectsOf(cut, { sealKey: 'k' }, [])).toEqual([
      'w.ndjson: was changed since it was written (its seal does not fit)',
    ]);
  });

  it('whose digest and seal were taken away is no file of an earlier version, where the key is', async () => {
    const lines = await written();
    const { digest: _digest, seal: _seal, ...rest } = JSON.parse(lines.at(-1) ?? '');
    const bare = [...lines.slice(0, -1), JSON.stringify(rest)];
    expect(await defectsOf(bare, {})).toEqual([]);
    expect(await defectsOf(bare, { sealKey: 'k' })).toEqual([
      'w.ndjson: was changed since it was written (its seal does not fit)',
    ]);
  });

  it('whose digest and seal were taken away is told without a key, where the plan says that it had them', async () => {
    const lines = await written();
    const { digest: _digest, seal: _seal, ...rest } = JSON.parse(lines.at(-1) ?? '');
    const bare = [...lines.slice(0, -1), JSON.stringify(rest)];
    const binding = { plan: digest, sealed: true };
    expect(await defectsOf(lines, binding)).toEqual([]);
    expect(await defectsOf(bare, binding)).toEqual([
      'w.ndjson: was changed since it was written (its digest or seal is missing)',
    ]);
  });

  it('tells a plan that was changed since, as where somebody admits what was found', async () => {
    const lines = await written();
    const changed = planDigest(JSON.stringify({ ...plan, accept: ['all'] }));
    expect(await defectsOf(lines, { plan: changed })).toEqual([
      'w.ndjson: was written for another plan: plan.json was changed since',
    ]);
    expect(await defectsOf(lines, { plan: planDigest(JSON.stringify(plan, null, 4)) })).toEqual([]);
  });
});
