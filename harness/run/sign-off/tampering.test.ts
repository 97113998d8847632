import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sealKeyFrom } from '../../domain/history/seal.ts';
import { canonicalJson } from '../../signing/canonical-json.ts';
import { acceptDigest, signOffOf } from '../../signing/sign-off.ts';
import { readStatement, writeStatement } from '../../signing/statement.ts';
import { checkRun } from './check-run.ts';
import { differencesOf, filesOfRun } from './files-of-run.ts';
import { judgeAgain } from './judge-again.ts';
import { idKey, signableRun } from './signable-run.test-support.ts';

const terms = {
  by: 'me',
  subjects: [{ name: 'app', sha256: 'ab'.repeat(32) }],
  despite: null,
  at: Date.UTC(2026, 1, 1),
  version: '1',
  sealsChecked: true,
};

/** Flips bits of a file, one at a time, and puts it back after each. */
async function flipping(path: string, isRefused: () => Promise<boolean>) {
  const bytes = await readFile(path);
  const place = fc.tuple(fc.nat(bytes.length - 1), fc.nat(7));
  try {
    await fc.assert(
      fc.asyncProperty(place, async ([index, bit]) => {
        const flipped = Buffer.from(bytes);
        flipped[index] = (bytes[index] ?? 0) ^ (1 << bit);
        await writeFile(path, flipped);
        return isRefused();
      }),
      { numRuns: 25 },
    );
  } finally {
    await writeFile(path, bytes);
  }
}

const seal = sealKeyFrom(idKey);

describe.each(['history/sweep.ndjson', 'history/scenarios.ndjson', 'verdict.json'])(
  'whichever bit of %s is flipped',
  (name) => {
    it('the run is not signed, and what was signed of it does not fit', async () => {
      const { folder } = await signableRun();
      const again = await judgeAgain(folder, seal);
      expect(again.unfit).toEqual([]);
      const signOff = signOffOf(again, terms);
      expect(await checkRun(folder, signOff)).toEqual({ faults: [], notes: [] });
      await flipping(join(folder, name), async () => {
        const { unfit } = await judgeAgain(folder, seal);
        const { faults } = await checkRun(folder, signOff);
        return unfit.length > 0 && faults.length > 0;
      });
    });
  },
);

/** The value with its fields in another order, at every depth. */
const shuffled = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(shuffled)
    : typeof value === 'object' && value !== null
      ? Object.fromEntries(
          Object.entries(value)
            .map(([key, part]) => [key, shuffled(part)])
            .toReversed(),
        )
      : value;

it('any order of fields has the same digest, and another value another one', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(canonicalJson(shuffled(value))).toBe(canonicalJson(value));
      expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
  const entry = { what: 'gap', surface: 's', reason: 'r', by: 'me', until: '2099-01-01' } as const;
  const reversed = shuffled(entry) as typeof entry;
  expect(acceptDigest({ accept: [reversed] })).toBe(acceptDigest({ accept: [entry] }));
  expect(acceptDigest({ accept: [] })).not.toBe(acceptDigest({ accept: [entry] }));
});

it('a statement is read as it was written, and written the same from any order', async () => {
  const { folder } = await signableRun();
  const signOff = signOffOf(await judgeAgain(folder, seal), terms);
  const written = writeStatement(signOff);
  const read = readStatement(written);
  expect(read).toEqual({
    ...signOff,
    files: expect.arrayContaining([...signOff.files]),
  });
  const other = shuffled({ ...signOff, files: signOff.files.toReversed() }) as typeof signOff;
  expect(Buffer.from(writeStatement(other)).toString()).toBe(Buffer.from(written).toString());
});

it('what runners printed, sign-offs, and files half written are not signed', async () => {
  const { folder } = await signableRun();
  const before = await filesOfRun(folder);
  for (const name of ['sign-off.dsse.json', 'index.html.12.tmp'])
    await writeFile(join(folder, name), 'x');
  expect(differencesOf(before, await filesOfRun(folder))).toEqual({
    changed: [],
    missing: [],
    added: [],
  });
});
