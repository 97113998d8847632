import { expect, it } from 'vitest';
import type { Sample, SurfaceSamples } from '../exercise/attempt/samples.ts';
import { isImpersonal } from './is-impersonal.ts';

/** What is kept of a surface that answered each owner twice. */
function samplesOf(answers: readonly (readonly [string, string])[]): SurfaceSamples {
  const sample = (text: string) =>
    ({ answers: [{ body: Buffer.from(text) }] }) as unknown as Sample;
  const own = answers.map((texts, index) => [`a${index}`, texts.map(sample)] as const);
  return { own: new Map(own), refused: [] };
}

const flags = (...values: boolean[]) =>
  JSON.stringify({ asthma: values[0], diabetes: values[1], since: values[2] });

it.each([
  ['the same', ['{"open":true}', '{"open":true}']],
  ['the same but for a time', ['{"open":true,"at":1}', '{"open":true,"at":2}']],
  ['the same in an order that is drawn anew', ['["x","y","z"]', '["y","x","z"]']],
] as [string, [string, string]][])('is %s for everybody', (_, twice) => {
  expect(isImpersonal(samplesOf([twice, twice, twice]))).toBe(true);
  expect(isImpersonal(samplesOf([twice, twice]))).toBe(false);
});

it('is not what has the same words for everybody, but not at the same places', () => {
  const [one, other] = [flags(true, false, true), flags(false, true, true)];
  expect(isImpersonal(samplesOf([one, other, one].map((text) => [text, text] as const)))).toBe(
    false,
  );
});
