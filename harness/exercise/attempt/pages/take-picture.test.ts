import { expect, it, vi } from 'vitest';
import { writeToken } from '../../../canaries/token.ts';
import type { Definition } from '../../../deployment/definition.ts';
import { deploy, describeDeployment, testWorker } from '../../worker/worker.test-support.ts';
import type { Observation } from './observation.ts';

const token = writeToken({ run: 77, account: 3, field: 1 });
const credential = 'b0bb1e5e55104b0bb1e5e551';
const picture = { content: new Uint8Array([1, 2, 3]), type: 'png' } as const;

/** What somebody who is not signed in is shown of account 3. */
async function shown(change: Partial<Observation>, accounts: Partial<Definition['accounts']> = {}) {
  const { url } = await deploy({});
  const definition = describeDeployment(url);
  const { worker } = await testWorker({
    ...definition,
    accounts: { ...definition.accounts, ...accounts },
  });
  const bob = await worker.createAccount({ cohort: {} }).catch(() => null);
  if (bob !== null) worker.adoptSession(bob, [credential]);
  const take = vi.fn<NonNullable<Observation['picture']>>(async () => picture);
  const observe = async () =>
    worker.observe({
      session: null,
      surface: 'shown GET /notes',
      gives: 'list',
      thing: null,
      variant: 'shown',
      sentAt: 1,
      answeredAt: 2,
      status: null,
      headers: {},
      received: [{ where: 'the page as shown', content: `<li>${token}</li>` }],
      rows: null,
      frames: [],
      sent: [],
      channel: 'browser',
      outcome: 'granted',
      picture: take,
      ...change,
    });
  return { take, observe, recorded: worker.recorded };
}

it('asks for the row of a token of another’s, and records the picture’s name', async () => {
  const { observe, take } = await shown({});
  expect((await observe()).picture).toMatch(/^w-1\.[0-9a-f]{16}\.png$/);
  expect(take).toHaveBeenCalledExactlyOnceWith([token]);
});

it.each([
  ['nothing of another’s was seen', { received: [{ where: 'body', content: 'none' }] }, {}],
  [
    'the page shows a credential of another’s',
    { received: [{ where: 'body', content: `${token} ${credential}` }] },
    {},
  ],
  ['accounts are of a pool', {}, { pool: 'accounts.json' }],
])('asks for none where %s', async (_, change, accounts) => {
  const { observe, take } = await shown(change, accounts);
  expect(await observe()).not.toHaveProperty('picture');
  expect(take).not.toHaveBeenCalled();
});

it('records the attempt where no picture can be taken', async () => {
  const failing = await shown({ picture: async () => Promise.reject(new Error('page crashed')) });
  expect(await failing.observe()).not.toHaveProperty('picture');
  const none = await shown({ picture: async () => null });
  const attempt = await none.observe();
  expect(attempt).not.toHaveProperty('picture');
  expect(attempt.sightings).toHaveLength(1);
});

it('records the attempt before it asks for a picture, and the picture’s name after it', async () => {
  const { observe, take, recorded } = await shown({});
  let before = 0;
  take.mockImplementation(async () => {
    before = recorded.attempts.length;
    return picture;
  });
  const { id, picture: name } = await observe();
  expect(before).toBe(1);
  expect(recorded.facts.at(-1)).toMatchObject({ fact: 'pictured', attempt: id, picture: name });
});

it('waits three seconds for a picture, and takes no more then', async () => {
  const forever = vi.fn<NonNullable<Observation['picture']>>(async () => new Promise(() => {}));
  const { observe } = await shown({ picture: forever });
  const before = performance.now();
  expect(await observe()).not.toHaveProperty('picture');
  expect(performance.now() - before).toBeGreaterThan(2_900);
  await observe();
  expect(forever).toHaveBeenCalledTimes(1);
});
