import { describe, expect, it } from 'vitest';
import { explore } from './explore.ts';
import { exampleDefinition, fakeWorker } from './fake-worker.ts';
import type { LeaksTo } from './fake-worker.ts';

const options = { seed: 11, runs: 40 };
/** In the manner of Babylon: one region's patients, once they have switched. */
const switched: LeaksTo = ({ cohort }, done) =>
  cohort['region'] === 'ie' && done.includes('switch');

const messageOf = async (exploring: Promise<void>): Promise<string> =>
  exploring.then(
    () => '',
    (error: Error) => error.message,
  );
const reproductions = ({ recorded }: ReturnType<typeof fakeWorker>) =>
  recorded.facts.filter(({ fact }) => fact === 'reproduction');

describe('exploring', () => {
  it('raises no alarm where nothing leaks', async () => {
    const worker = fakeWorker(() => false);
    await explore(worker, options);
    expect(worker.recorded.facts.filter(({ fact }) => fact === 'failed')).toEqual([]);
    expect(worker.recorded.attempts.some(({ shrinking }) => shrinking)).toBe(false);
  });

  it('finds a leak, shrinks it to the steps that matter, and plays it again on fresh accounts', async () => {
    const worker = fakeWorker(switched);
    const message = await messageOf(explore(worker, options));
    expect(message).toMatch(/is a new patient: region ie, call audio\./);
    expect(message).toMatch(
      /1\. (\w) does “book” .*\n2\. \1 does “dial” .*\n3\. \1 does “switch” .*\n4\. \1 lists GET \/films/,
    );
    expect(message).toMatch(/shows the film of (the bystander|A|B) at /);
    expect(message).toContain('it leaked again');
    expect(reproductions(worker)).toMatchObject([{ reproduced: true, steps: { length: 6 } }]);
    expect(worker.recorded.attempts.some(({ shrinking }) => shrinking)).toBe(true);
  });

  it('finds that what was shared is seen after that has ended, and says who shared it with whom', async () => {
    const sharing = { share: () => undefined, end: () => undefined };
    const definition = { ...exampleDefinition, sharing };
    const healthy = fakeWorker(() => false, definition);
    await explore(healthy, options);
    const ended = healthy.recorded.facts.filter(({ fact }) => fact === 'revoked');
    expect(ended.length).toBeGreaterThan(0);
    const forgetful = fakeWorker(
      () => false,
      definition,
      // What was given a second time stays given.
      (done) => done.filter((one) => one === 'share').length > 1,
    );
    const message = await messageOf(explore(forgetful, options));
    expect(message).toContain('no-access-after-revocation');
    expect(message).toMatch(/(\w) shares consultation \1\d with (\w)\n/);
    expect(message).toMatch(/(\w) no longer shares consultation \1\d with (\w)\n/);
    expect(message).toMatch(/(\w) lists GET \/films, which shows the film of (?!\1)[AB] at/);
    // Given twice, and taken twice.
    expect(message.match(/share/g)?.length).toBeLessThanOrEqual(4);
  });

  it('prints seed and path, which show the same again', async () => {
    const message = await messageOf(explore(fakeWorker(switched), options));
    const [, seed, path] =
      /CHAPERONE_UPDATE=spring CHAPERONE_SEED=(\S+) CHAPERONE_PATH=(\S+) npx/.exec(message) ?? [];
    const again = await messageOf(
      explore(fakeWorker(switched), { seed: Number(seed), path, runs: 1 }),
    );
    const steps = (text: string) =>
      text
        .split('\n')
        .filter((line) => /^\d/.test(line))
        .map((line) => line.replace(/, which shows.*/, ''));
    expect(steps(again)).toEqual(steps(message));
  });

  it('says so when what was seen does not show again', async () => {
    let leaks = 1;
    const worker = fakeWorker((_, done) => done.includes('switch') && leaks-- > 0);
    expect(await messageOf(explore(worker, options))).toContain('Seen, not reproduced');
    expect(reproductions(worker)).toMatchObject([{ reproduced: false }]);
  });

  it('says nothing of a deployment on which it could not do its work', async () => {
    const worker = fakeWorker(() => false);
    worker.act = async () => Promise.reject(new Error('POST /visits: 503'));
    const message = await messageOf(explore(worker, options));
    expect(message).toContain('a script broke off: POST /visits: 503');
    expect(worker.recorded.facts).toContainEqual(
      expect.objectContaining({ fact: 'failed', what: 'properties' }),
    );
  });

  it('says which actions it never tried', async () => {
    const never = { after: ['nothing'], run: () => undefined };
    const definition = { ...exampleDefinition, actions: { ...exampleDefinition.actions, never } };
    const message = await messageOf(
      explore(
        fakeWorker(() => false, definition),
        options,
      ),
    );
    expect(message).toContain('never tried: never');
  });

  it('does not pass when it is interrupted', async () => {
    const worker = { ...fakeWorker(() => false), signal: AbortSignal.abort() };
    expect(await messageOf(explore(worker, options))).toContain('only 0 of 40 scripts were played');
  });
});
