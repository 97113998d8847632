import { expect, it } from 'vitest';
import type { Fact } from '../../domain/fact.ts';
import type { LeftOut } from '../../domain/left-out.ts';
import { createInspecting } from '../scan/inspect.ts';
import { noteUnmarked } from './unmarked.ts';

/** What is recorded of answers with so many fields each. */
function note(...answers: number[]) {
  const facts: Fact[] = [];
  const beyond: LeftOut[] = [];
  const worker = {
    unmarked: { answers: new Map(), places: new Set<string>() },
    inspecting: createInspecting(),
    digest: String,
    recordFact: (fact: Fact) => void facts.push(fact),
    leaveOut: (one: LeftOut) => void beyond.push(one),
  };
  for (const [index, fields] of answers.entries()) {
    const all = Array.from({ length: fields }, (_, at) => [`field${at}`, 'text'] as const);
    noteUnmarked(worker, `GET /${index}`, Object.fromEntries(all));
  }
  return { facts, beyond };
}

const one = { what: 'unmarked-places', most: 200 };

it('tells the places of a bounded number of fields without a marker, and how many more there are', () => {
  expect(note(200)).toMatchObject({ facts: { length: 200 }, beyond: [] });
  const { facts, beyond } = note(198, 4);
  expect(facts).toHaveLength(200);
  expect(beyond).toEqual([
    { ...one, surface: 'GET /1', where: '$.field2', count: 1 },
    { ...one, surface: 'GET /1', where: '$.field3', count: 2 },
  ]);
});

it('tells that an answer has more fields than are read', () => {
  expect(note(300).beyond[0]).toEqual({ ...one, surface: 'GET /0', where: 'body', count: 1 });
});
