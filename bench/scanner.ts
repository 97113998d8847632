import { spawnSync } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createDictionary } from '../harness/canaries/dictionary.ts';
import { createScanner } from '../harness/canaries/scanner.ts';
import { writeToken } from '../harness/canaries/token.ts';
import { startVectorscan, vectorscanRemedy } from './vectorscan.ts';

const { values } = parseArgs({
  options: {
    megabytes: { type: 'string', default: '16' },
    rounds: { type: 'string', default: '3' },
  },
});
const SIZE = Number(values.megabytes) * 1e6;
const ROUNDS = Number(values.rounds);
const CHUNK = 64 * 1024;
const FEW = 10;
const MANY = 10_000;

type Account = { number: number; id: string; session: string; phone: string };
const accounts: Account[] = Array.from({ length: MANY }, (_, number) => ({
  number,
  id: randomUUID(),
  session: randomBytes(24).toString('base64url'),
  phone: `+447700${String(900_000 + number)}`,
}));

/** One row of a list of consultations; every hundredth is of an account that is known. */
const row = (index: number): string => {
  const account = index % 100 === 0 ? accounts[index % FEW] : undefined;
  return JSON.stringify({
    id: randomUUID(),
    patient: { id: account?.id ?? randomUUID(), phone: account?.phone },
    title: account
      ? writeToken({ run: 1, account: account.number, field: index % 4096 })
      : 'Follow-up about the new medication',
    startedAt: new Date(1.78e12 + index * 61_000).toISOString(),
    durationSeconds: index % 3000,
    price: (index % 700) / 3,
    kind: index % 2 ? 'audio' : 'video',
    notes: 'The patient reports feeling better; continues with the same dose until the next call.',
    media: { url: `/api/recordings/${index}/media`, etag: randomBytes(12).toString('base64') },
  });
};

const textOf = (size: number): Buffer => {
  const rows: string[] = [];
  for (let length = 0, index = 0; length < size; index++) {
    const text = row(index);
    rows.push(text);
    length += text.length + 2;
  }
  return Buffer.from(`[${rows.join(',\n')}]`);
};

const secretsOf = ({ id, session, phone }: Account) => [id, session, phone];

const dictionaryOf = (count: number) => {
  const known = createDictionary<number>();
  for (const account of accounts.slice(0, count)) {
    known.add({ kind: 'id', value: account.id, ref: account.number });
    known.add({ kind: 'credential', value: account.session, ref: account.number });
    known.add({ kind: 'unique', value: account.phone, ref: account.number });
  }
  return known;
};

/** Megabytes a second. */
const rate = (bytes: number, milliseconds: number) => bytes / 1e3 / milliseconds;
const median = (numbers: number[]) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? NaN;

const scanRound = (body: Buffer, known: ReturnType<typeof dictionaryOf>) => {
  const scanner = createScanner({ known });
  // By processor time, so that a busy machine does not count.
  const [started, begun] = [process.cpuUsage(), performance.now()];
  for (let at = 0; at < body.length; at += CHUNK) scanner.write(body.subarray(at, at + CHUNK));
  const found = scanner.end().length;
  const { user, system } = process.cpuUsage(started);
  const byClock = rate(body.length, performance.now() - begun);
  return { rate: rate(body.length, (user + system) / 1000), byClock, found };
};

const folder = mkdtempSync(join(tmpdir(), 'chaperone-bench-'));

const empty = join(folder, 'empty');
writeFileSync(empty, '');
const patternFiles = new Map(
  [FEW, MANY].map((count) => {
    const file = join(folder, `patterns-${count}`);
    const lines = accounts
      .slice(0, count)
      .flatMap((account) => [
        writeToken({ run: 1, account: account.number, field: 0 }),
        ...secretsOf(account),
      ]);
    writeFileSync(file, `${lines.join('\n')}\n`);
    return [count, file];
  }),
);

/** How long ripgrep takes on one core for a file in memory's cache (milliseconds by the clock); null where there is none. */
const ripgrep = (file: string, count: number): number | null => {
  const started = performance.now();
  const patterns = patternFiles.get(count) ?? '';
  const options = ['-F', '-c', '-a', '-j1', '--no-config', '-f', patterns, file];
  const { error, status } = spawnSync('rg', options, { stdio: ['ignore', 'ignore', 'inherit'] });
  return error || status === 2 ? null : performance.now() - started;
};

/** Its start and its building of patterns, by an empty file; and the search itself, which is the rest. */
const ripgrepRound = (file: string, count: number) => {
  const building = ripgrep(empty, count);
  const whole = ripgrep(file, count);
  return building === null || whole === null ? null : { building, search: whole - building };
};

try {
  const body = textOf(SIZE);
  const file = join(folder, 'body.json');
  writeFileSync(file, body);
  const dictionaries = [FEW, MANY].map((count) => {
    const started = performance.now();
    const known = dictionaryOf(count);
    createScanner({ known }).end();
    return { count, known, building: performance.now() - started };
  });
  const vectorscans = await Promise.all(
    [FEW, MANY].map((count) => startVectorscan(patternFiles.get(count) ?? '', file)),
  );
  const rates: Record<string, number[]> = {};
  let found = 0;
  const note = (name: string, value: number | null) => {
    if (value !== null) (rates[name] ??= []).push(value);
  };
  // The first round warms up. Rounds alternate, so that a busy machine is busy for all.
  for (let round = 0; round <= ROUNDS; round++) {
    for (const [index, { count, known }] of dictionaries.entries()) {
      const scanned = scanRound(body, known);
      found = scanned.found;
      const theirs = ripgrepRound(file, count);
      const searched = (await vectorscans[index]?.search()) ?? null;
      if (round === 0) continue;
      note(`scanner ${count}`, scanned.rate);
      note(`scanner by the clock ${count}`, scanned.byClock);
      note(`ripgrep ${count}`, theirs && rate(body.length, theirs.search));
      note(`ripgrep's building ${count}`, theirs && theirs.building);
      note(`vectorscan ${count}`, searched && rate(body.length, searched));
    }
  }
  for (const vectorscan of vectorscans) vectorscan?.close();
  const show = (name: string) => median(rates[name] ?? []);
  const line = (label: string, value: string) =>
    console.log(`  ${label.padEnd(58)}${value.padStart(12)}`);
  const speed = (name: string) => (rates[name] ? `${show(name).toFixed(0)} MB/s` : 'n/a');
  // Each round has a ratio of its own: what else the machine does hits both.
  const ratio = (a: string, b: string) =>
    median((rates[a] ?? []).map((value, round) => value / (rates[b]?.[round] ?? NaN))).toFixed(2);
  console.log(
    `Scanner on ${(body.length / 1e6).toFixed(0)} MB of JSON, median of ${ROUNDS} rounds, one core, by processor time (ripgrep: by the clock)`,
  );
  line(`scanner, every encoding, ${FEW} accounts × 3 known values`, speed(`scanner ${FEW}`));
  line(`scanner, every encoding, ${MANY} accounts × 3 known values`, speed(`scanner ${MANY}`));
  line(
    `ratio of ${MANY} to ${FEW} accounts (target: at least 0.90)`,
    ratio(`scanner ${MANY}`, `scanner ${FEW}`),
  );
  line('different sightings', String(found));
  for (const { count, building } of dictionaries)
    line(`building the dictionary of ${count} accounts, apart`, `${building.toFixed(0)} ms`);
  if (rates[`ripgrep ${MANY}`]) {
    line(`rg -F -f, plain text only, ${FEW} accounts × 4 patterns`, speed(`ripgrep ${FEW}`));
    line(`rg -F -f, plain text only, ${MANY} accounts × 4 patterns`, speed(`ripgrep ${MANY}`));
    for (const count of [FEW, MANY]) {
      const label = `rg's start and building of patterns, ${count} accounts, apart`;
      line(label, `${show(`ripgrep's building ${count}`).toFixed(0)} ms`);
    }
    line(
      `ratio of scanner to ripgrep at ${MANY} accounts, by the clock`,
      ratio(`scanner by the clock ${MANY}`, `ripgrep ${MANY}`),
    );
  } else {
    console.log('  ripgrep is not installed: apt-get install ripgrep');
  }
  if (rates[`vectorscan ${MANY}`]) {
    for (const count of [FEW, MANY])
      line(
        `Vectorscan, plain text only, ${count} accounts × 4 patterns`,
        speed(`vectorscan ${count}`),
      );
    for (const [index, count] of [FEW, MANY].entries()) {
      const building = vectorscans[index]?.building ?? NaN;
      line(
        `Vectorscan's building of patterns, ${count} accounts, apart`,
        `${building.toFixed(0)} ms`,
      );
    }
    line(
      `ratio of scanner to Vectorscan at ${MANY} accounts`,
      ratio(`scanner ${MANY}`, `vectorscan ${MANY}`),
    );
  } else {
    console.log(`  Vectorscan is not installed: ${vectorscanRemedy}`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
