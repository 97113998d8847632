import { describe, expect, it } from 'vitest';
import { openCasting } from './casting.ts';
import { exampleVocabulary as words } from './example-vocabulary.ts';
import { fakeWorker } from './fake-worker.ts';
import type { Script } from './script.ts';

const uk = { region: 'uk', call: 'audio' };
const script: Script = {
  bystander: uk,
  actors: [uk, { region: 'ie', call: 'video' }],
  steps: [{ kind: 'act', actor: 0, action: 'book', thing: 'A1' }],
};

describe('casting', () => {
  it('hands out what was announced, and never the same account twice', async () => {
    const worker = fakeWorker(() => false);
    const casting = openCasting(worker, words);
    casting.announce(script);
    await casting.settled();
    expect(worker.accounts).toHaveLength(2);
    const casts = [await casting.take(script), await casting.take(script)];
    const ids = casts.flatMap(({ actors, bystander }) => [
      actors[0]?.account.id,
      bystander.thing.owner.id,
    ]);
    expect(new Set(ids).size).toBe(4);
    expect(worker.accounts).toHaveLength(4);
  });

  it('makes no account for an actor without a part, and tells the deployment that all is after the update', async () => {
    const worker = fakeWorker(() => false);
    const { actors } = await openCasting(worker, words).take(script);
    expect(actors[1]).toBeNull();
    expect(actors[0]?.account.cohort).toEqual({
      ...uk,
      account: 'after',
      session: 'after',
      booking: 'after',
    });
  });

  it('gives a bystander who has looked at all of their own', async () => {
    const { bystander } = await openCasting(
      fakeWorker(() => false),
      words,
    ).take(script);
    expect(bystander.looks.map(({ surface }) => surface)).toEqual(
      words.surfaces.map(({ id }) => id),
    );
  });

  it('passes a failure on to whom it concerns, and not before', async () => {
    const worker = fakeWorker(() => false);
    worker.signIn = async () => Promise.reject(new Error('POST /sign-in: 500'));
    const casting = openCasting(worker, words);
    casting.announce(script);
    await casting.settled();
    await expect(casting.take(script)).rejects.toThrow('POST /sign-in: 500');
  });
});
