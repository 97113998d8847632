import { describe, expect, it } from 'vitest';
import type { Command } from './command.ts';
import { exampleVocabulary as words } from './example-vocabulary.ts';
import { keepEnabled, renumber, takesPart } from './script.ts';

const act = (action: string, thing: string, actor = 0): Command => ({
  kind: 'act',
  actor,
  action,
  thing,
});
const look = (thing: string): Command => ({
  kind: 'look',
  viewer: 'anonymous',
  surface: 'GET /visits/{visit}',
  thing,
});
const of = (...steps: Command[]) => ({ bystander: {}, actors: [{}, {}], steps });

describe('a script', () => {
  it('loses the steps that nothing makes possible', () => {
    const script = of(act('dial', 'A1'), act('book', 'A1'), act('hangUp', 'A1'), look('A1'));
    expect(keepEnabled(words, script)).toEqual(of(act('book', 'A1'), look('A1')));
  });

  it('needs an account for whoever does something or owns what is looked at', () => {
    const { steps } = of(act('book', 'B1', 1), look('bystander'));
    expect([takesPart(steps, 0), takesPart(steps, 1)]).toEqual([false, true]);
    expect(takesPart([look('A1')], 0)).toBe(true);
  });

  it('is told with things numbered as they are made', () => {
    const script = of(act('book', 'A2'), act('book', 'B3', 1), act('dial', 'A2'), look('B3'));
    expect(renumber(script)).toEqual(
      of(act('book', 'A1'), act('book', 'B1', 1), act('dial', 'A1'), look('B1')),
    );
    expect(renumber(of(look('bystander')))).toEqual(of(look('bystander')));
  });
});
