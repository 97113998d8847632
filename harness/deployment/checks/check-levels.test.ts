import { expect, it } from 'vitest';
import definition from '../../../chaperone.config.ts';
import { checkLevels } from './check-levels.ts';
import type { Definition } from '../definition.ts';

function faults(change: Partial<Definition>): string[] {
  const all: string[] = [];
  checkLevels({ ...definition, browser: { none: 'no' }, ...change }, (path, message) =>
    all.push(`${path.join('.')}: ${message}`),
  );
  return all;
}

it('accepts levels that there are, those of the sides of the update too', () => {
  expect(faults({})).toEqual([]);
  expect(faults({ phrases: { booking: { after: 'who booked since' } } })).toEqual([]);
});

it('names levels and factors that there are not', () => {
  const run = () => undefined;
  expect(faults({ actions: { book: { run, makes: { call: 'vdeo' } } } })).toEqual([
    'actions.book.makes.call: the factor has no level "vdeo"',
  ]);
  expect(faults({ phrases: { colour: { red: 'red' }, region: { fr: 'French' } } })).toEqual([
    'phrases.colour: there is no factor "colour"',
    'phrases.region: the factor has no level "fr"',
  ]);
  const browser = { ...definition.browser, call: { ...callOf(definition), makes: { a: 'b' } } };
  expect(faults({ browser } as Partial<Definition>)).toEqual([
    'browser.call.makes.a: there is no factor "a"',
  ]);
});

function callOf({ browser }: Definition) {
  return browser !== undefined && 'call' in browser ? browser.call : {};
}
