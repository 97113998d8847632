import { expect, it } from 'vitest';
import { violatedRun } from '../../testing/samples.ts';
import { definitionOptions } from './replay.ts';

const { plan } = violatedRun();

it.each([
  ['verify --config a.ts --same-release x --seed 4', ' --config a.ts'],
  [`verify --config 'a b.ts' --same-release 'x y' --seed 4`, ` --config 'a b.ts'`],
  [`verify --demo --same-release 'it'\\''s x' --seed 4`, ' --demo'],
  [`verify --same-release 'no --demo and --config evil.ts' --seed 4`, ''],
  [`verify --same-release 'it'\\'' --demo --config evil.ts' --seed 4`, ''],
])('the definition of `%s` is chosen by `%s`', (command, options) => {
  expect(definitionOptions({ ...plan, command: `npx --no chaperone ${command}` })).toBe(options);
});
