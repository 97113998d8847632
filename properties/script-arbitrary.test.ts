import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exampleVocabulary as words } from './example-vocabulary.ts';
import { enabled, initialModel } from './model.ts';
import { keepEnabled } from './script.ts';
import { scripts } from './script-arbitrary.ts';
import type { Script } from './script.ts';
import { shrinkScript } from './shrink-script.ts';

const isWhole = (script: Script) => keepEnabled(words, script).steps.length === script.steps.length;
const cohortsOf = ({ bystander, actors }: Script) => [bystander, ...actors];

describe('generated scripts', () => {
  it('take only steps that are possible when their turn comes', () => {
    fc.assert(fc.property(scripts(words), (script) => isWhole(script) && script.steps.length >= 6));
  });

  it('are played by cohorts that can occur', () => {
    fc.assert(fc.property(scripts(words), (script) => cohortsOf(script).every(words.isPossible)));
  });

  it('end with a look at every list by everybody who is signed in', () => {
    fc.assert(
      fc.property(scripts(words), ({ steps }) => {
        const gone = steps.findLastIndex(({ kind }) => kind === 'sign-out');
        if (gone >= 0) return;
        const lists = steps.slice(-2).map((step) => step.kind === 'look' && step.surface);
        expect(lists).toEqual(['GET /visits', 'GET /films']);
      }),
    );
  });

  it('reach a switched call often enough for few of them to be needed', () => {
    const drawn = fc.sample(scripts(words), { seed: 1, numRuns: 200 });
    const switched = drawn.filter(({ steps }) => {
      const did = (action: string, thing: string) =>
        steps.some((step) => step.kind === 'act' && step.action === action && step.thing === thing);
      return ['A1', 'A2', 'B1', 'B2'].some((thing) => did('switch', thing) && did('hangUp', thing));
    });
    expect(switched.length).toBeGreaterThan(40);
  });

  it('may begin with every command that is enabled', () => {
    const begun = fc
      .sample(scripts(words), { seed: 1, numRuns: 2000 })
      .flatMap(({ actors, steps }) => (actors.length === 1 ? JSON.stringify(steps[0]) : []));
    const possible = enabled(words, initialModel(1)).map((command) => JSON.stringify(command));
    expect(new Set(begun)).toEqual(new Set(possible));
  });

  it('are the same for the same seed, so that their casts can be prepared before they are played', async () => {
    const played: Script[] = [];
    const property = fc.asyncProperty(scripts(words), async (script) => void played.push(script));
    await fc.assert(property, { seed: 7, numRuns: 30 });
    expect(fc.sample(scripts(words), { seed: 7, numRuns: 30 })).toEqual(played);
  });
});

describe('shrinking', () => {
  it('offers only scripts whose steps are possible, no longer than before, and never the same one', () => {
    fc.assert(
      fc.property(scripts(words), (script) => {
        for (const { script: smaller } of shrinkScript(words, script)) {
          expect(isWhole(smaller)).toBe(true);
          expect(smaller.steps.length).toBeLessThanOrEqual(script.steps.length);
          expect(smaller).not.toEqual(script);
          expect(cohortsOf(smaller).every(words.isPossible)).toBe(true);
        }
      }),
    );
  });

  it('leaves the steps that matter, with what made them possible, and the levels that matter', () => {
    const leaks = ({ actors, steps }: Script) =>
      steps.some(
        (step) =>
          step.kind === 'act' &&
          step.action === 'switch' &&
          actors[step.actor]?.['region'] === 'ie',
      );
    const { counterexample } = fc.check(
      fc.property(scripts(words), (script) => !leaks(script)),
      { seed: 3 },
    );
    const [script] = counterexample ?? [];
    expect(script?.steps.map((step) => (step.kind === 'act' ? step.action : step.kind))).toEqual([
      'book',
      'dial',
      'switch',
    ]);
    expect(script?.actors).toContainEqual({ region: 'ie', call: 'audio' });
  });
});
