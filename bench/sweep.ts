/**
 * Sweep throughput: attempts with scanning, attribution and history, against a bare client (autocannon) on the
 * same light endpoint of the same clinic, both with 16 connections that stay open, and the same session.
 * `node bench/sweep.ts [seconds] [rounds]`. The two take turns, in changing order, and each round has a ratio of its
 * own: what else the machine does hits both of a round, and the median of the ratios leaves out the rounds that it did not.
 *
 * Client and clinic run beside each other while there is a core for each: the slower one alone counts then. Where they
 * have to share one, the client's work adds to the clinic's, and the ratio falls without anything having become slower.
 * So the client's processor time for each request is shown too, which depends on the machine alone.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import autocannon from 'autocannon';
import definition from '../chaperone.config.ts';
import { startClinic } from '../clinic/embedded.ts';
import { list } from '../harness/deployment/surfaces/surfaces.ts';
import type { Plan } from '../harness/domain/plan.ts';
import { openWorker } from '../harness/exercise/worker/open-worker.ts';
import type { Worker } from '../harness/exercise/worker/worker.ts';

const seconds = Number(process.argv[2] ?? 2);
const rounds = Number(process.argv[3] ?? 9);
const connections = 16;
/** A connection that lay idle during the other's turn may be closed just as it is used again: each of them once. */
const mostLost = connections;
const surface = list('GET /api/consultations', { shows: 'consultation' });

/** Requests a second, and the processor time that this process spends on each (microseconds). */
type Rate = { rate: number; work: number };

/** Attempts of a worker that does nothing else. */
async function attempts(worker: Worker): Promise<Rate> {
  const session = worker.sessions.find(({ account }) => account.role === 'patient') ?? null;
  const end = performance.now() + seconds * 1000;
  const begun = performance.now();
  const work = process.cpuUsage();
  let [count, lost] = [0, 0];
  const loop = async (): Promise<void> => {
    while (performance.now() < end) {
      const { outcome, why } = await worker.attempt({ session, surface, thing: null });
      if (outcome === 'granted') count += 1;
      else if (outcome !== 'unclear' || (lost += 1) > mostLost)
        throw new Error(`an attempt came to ${outcome}: ${why ?? ''}`);
    }
  };
  await Promise.all(Array.from({ length: connections }, loop));
  return { rate: (count / (performance.now() - begun)) * 1000, work: workSince(work) / count };
}

function workSince(begun: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(begun);
  return user + system;
}

/** Requests of autocannon with the session's headers. */
async function bare(url: string, headers: Record<string, string>): Promise<Rate> {
  const work = process.cpuUsage();
  const result = await autocannon({
    url: `${url}/api/consultations`,
    connections,
    duration: seconds,
    headers,
  });
  if (result.non2xx > 0 || result.errors > 0) throw new Error('autocannon met errors');
  const { total } = result.requests;
  return { rate: total / result.duration, work: workSince(work) / total };
}

function median(values: readonly number[]): number {
  return (
    values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)] ?? Number.NaN
  );
}

const clinic = await startClinic();
process.env['CLINIC_ADMIN_KEY'] = clinic.adminKey;
const folder = await mkdtemp(join(tmpdir(), 'bench-sweep-'));
const plan: Plan = {
  schema: 1,
  run: 1,
  name: 'bench',
  deployment: 'clinic',
  url: clinic.url,
  seed: 1,
  startedAt: Date.now(),
  parts: ['sweep'],
  factors: {},
  strength: 3,
  cohortTuples: { covered: 0, total: 0 },
  update: { expected: false, name: null },
  surfaces: [surface],
  lacks: {},
  accept: [],
};
const worker = await openWorker({
  folder,
  plan,
  definition: { ...definition, url: clinic.url, concurrency: connections },
  name: 'bench',
  part: 'sweep',
  phase: 'before-update',
  firstAccount: 0,
});
try {
  await worker.signIn(await worker.createAccount({ cohort: {}, role: 'clinician' }));
  const cohort = { region: 'uk', client: 'app', call: 'audio', secondFactor: 'none' };
  const session = await worker.signIn(await worker.createAccount({ cohort }));
  await worker.createThing(session);
  const headers = { ...worker.handOver().sessions.find(({ id }) => id === session.id)?.headers };
  const both: Record<'ours' | 'theirs', () => Promise<Rate>> = {
    ours: () => attempts(worker),
    theirs: () => bare(clinic.url, headers),
  };
  const rates: { ours: Rate; theirs: Rate }[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const first = round % 2 === 0 ? await both.theirs() : await both.ours();
    const second = round % 2 === 0 ? await both.ours() : await both.theirs();
    const [ours, theirs] = round % 2 === 0 ? [second, first] : [first, second];
    // The first warms up compiler, connections and caches of all three.
    if (round === 0) continue;
    rates.push({ ours, theirs });
    console.log(
      `round ${round}: ${ours.rate.toFixed(0)} attempts/s, autocannon ${theirs.rate.toFixed(0)} requests/s, ratio ${(ours.rate / theirs.rate).toFixed(2)}`,
    );
  }
  const of = (value: (round: (typeof rates)[number]) => number) => median(rates.map(value));
  const ratios = rates.map((round) => round.ours.rate / round.theirs.rate);
  const [least, most] = [Math.min(...ratios), Math.max(...ratios)];
  console.log(
    `sweep: ${of((round) => round.ours.rate).toFixed(0)} attempts/s, autocannon ${of((round) => round.theirs.rate).toFixed(0)} requests/s`,
  );
  console.log(
    `median of the rounds' ratios (target: at least 0.90): ${median(ratios).toFixed(2)} (${least.toFixed(2)} to ${most.toFixed(2)})`,
  );
  console.log(
    `processor time of the client: ${of((round) => round.ours.work).toFixed(0)} µs an attempt, autocannon ${of((round) => round.theirs.work).toFixed(0)} µs a request`,
  );
} finally {
  await worker.close();
  await clinic.stop();
  await rm(folder, { recursive: true, force: true });
}
