import { expect, it } from 'vitest';
import { fuzz } from './fuzz.ts';
import { targets } from './targets.ts';

it('no reader of foreign bytes crashes, hangs or mistakes the owner', async () => {
  const names = targets.map(({ name }) => name);
  // The seed is a new one each time; a failure prints the seed that makes its inputs again.
  const seed = Date.now() % 1_000_000_000;
  const results = await fuzz({ names, seed, runs: 20, milliseconds: 500 });
  const faults = results.filter(({ fault }) => fault !== null);
  expect(faults.map(told).join('\n\n'), `seed ${seed}`).toBe('');
  expect(results.map(({ target }) => target).sort()).toEqual(names.toSorted());
  expect(results.filter(({ executions }) => executions < 1)).toEqual([]);
}, 240_000);

function told({ target, fault }: Awaited<ReturnType<typeof fuzz>>[number]): string {
  const input = Buffer.from(fault?.input ?? [])
    .toString('latin1')
    .slice(0, 400);
  const again = `npm run fuzz -- --target ${target} --seed ${fault?.seed ?? 0} --runs 20`;
  return `${target}: ${fault?.why}\non ${JSON.stringify(input)}\nagain: ${again}`;
}
