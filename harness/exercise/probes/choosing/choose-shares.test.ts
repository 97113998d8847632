import { expect, it } from 'vitest';
import { chooseShares } from './choose-shares.ts';
import { person, startWorker } from '../../worker/worker.test-support.ts';

async function chosenAmong(count: number, pictures: number) {
  const { worker } = await startWorker();
  for (let number = 0; number < count; number += 1) {
    const { thing } = await person(worker, { region: number % 2 === 0 ? 'uk' : 'ie' });
    if (number < pictures) worker.addIds(thing, { picture: `pic_${number}` });
  }
  const { sessions, things } = worker;
  return chooseShares(sessions, things, { shares: [], maySee: undefined, seed: 3 });
}

it('shares one thing in four, and at least four', async () => {
  expect(await chosenAmong(3, 0)).toHaveLength(3);
  expect(await chosenAmong(8, 0)).toHaveLength(4);
  expect(await chosenAmong(24, 0)).toHaveLength(6);
});

it('shares things of every kind, across cohorts, each with a different account', async () => {
  const chosen = await chosenAmong(12, 1);
  expect(chosen.some(({ thing }) => 'picture' in thing.ids)).toBe(true);
  expect(new Set(chosen.map(({ thing }) => thing.owner.cohort['region'])).size).toBe(2);
  expect(new Set(chosen.map(({ to }) => to.account.id)).size).toBe(chosen.length);
  for (const { from, thing, to } of chosen) {
    expect(from.account.id).toBe(thing.owner.id);
    expect(to.account.cohort).not.toEqual(thing.owner.cohort);
  }
});

it('shares no thing with an account that may see it anyway, and no thing twice', async () => {
  const { worker } = await startWorker();
  for (const region of ['uk', 'uk', 'ie']) await person(worker, { region });
  const { sessions, things } = worker;
  const chosen = chooseShares(sessions, things, {
    shares: things.slice(0, 1).map((thing) => ({
      thing,
      to: thing.owner,
      ids: {},
      until: null,
      ended: true,
    })),
    maySee: ({ viewer }) => viewer?.cohort['region'] === 'ie',
    seed: 3,
  });
  expect(chosen.map(({ thing }) => thing.id).sort()).toEqual(['a1.1', 'a2.1']);
  expect(chosen.every(({ to }) => to.account.cohort['region'] === 'uk')).toBe(true);
});

it('shares two things with accounts of each further role, and no owner’s twice with the same', async () => {
  const { worker } = await startWorker();
  for (let number = 0; number < 6; number += 1) await person(worker, { region: 'uk' });
  const nurse = await worker.signIn(await worker.createAccount({ cohort: {}, role: 'nurse' }));
  const { sessions, things } = worker;
  const given = { patient: 'thing', nurse: 'account' } as const;
  const choose = (shares: Parameters<typeof chooseShares>[2]['shares']) =>
    chooseShares(sessions, things, { shares, maySee: undefined, seed: 3, given }).filter(
      ({ to }) => to.account.role === 'nurse',
    );
  const chosen = choose([]);
  expect(chosen.map(({ to }) => to)).toEqual([nurse, nurse]);
  expect(new Set(chosen.map(({ thing }) => thing.owner.id)).size).toBe(2);
  const made = chosen.map(({ thing }) => ({
    thing,
    to: nurse.account,
    ids: {},
    until: null,
    ended: true,
  }));
  const owners = [...chosen, ...choose(made)].map(({ thing }) => thing.owner.id);
  expect(new Set(owners).size).toBe(4);
});
