import { expect, it } from 'vitest';
import type { Fact } from '../../../domain/ledger/fact.ts';
import type { LeftOut } from '../../../domain/attempts/left-out.ts';
import { describeDeployment } from '../../worker/worker.test-support.ts';
import { createInspecting } from '../../scan/inspect.ts';
import { fieldWords } from '../masked/field-words.ts';
import { noteUnmarked } from './unmarked.ts';

/** More names of fields than are told; ids are not looked at. */
const names = [...fieldWords].filter((word) => !/^(id|uuid)$/.test(word)).slice(0, 400);

/** What is recorded of answers with so many fields each. */
function note(...answers: number[]) {
  return noteAll(
    answers.map((fields) =>
      Object.fromEntries(Array.from({ length: fields }, (_, at) => [names[at] ?? '', 'text'])),
    ),
  );
}

function noteAll(answers: readonly unknown[]) {
  const facts: Fact[] = [];
  const beyond: LeftOut[] = [];
  const worker = {
    unmarked: { answers: new Map(), places: new Set<string>() },
    inspecting: createInspecting(),
    definition: describeDeployment('http://clinic.test'),
    digest: String,
    recordFact: (fact: Fact) => void facts.push(fact),
    leaveOut: (one: LeftOut) => void beyond.push(one),
  };
  for (const [index, json] of answers.entries()) noteUnmarked(worker, `GET /${index}`, json);
  return { facts, beyond };
}

const one = { what: 'unmarked-places', most: 200 };

it('tells the places of a bounded number of fields without a marker, and how many more there are', () => {
  expect(note(200)).toMatchObject({ facts: { length: 200 }, beyond: [] });
  const { facts, beyond } = note(198, 4);
  expect(facts).toHaveLength(200);
  expect(beyond).toEqual([
    { ...one, surface: 'GET /1', where: `$.${names[2]}`, count: 1 },
    { ...one, surface: 'GET /1', where: `$.${names[3]}`, count: 2 },
  ]);
});

it('tells that an answer has more fields than are read', () => {
  expect(note(300).beyond[0]).toEqual({ ...one, surface: 'GET /0', where: 'body', count: 1 });
});

it('writes no key that may be data: a history is read by others than the answer was for', () => {
  const { facts } = noteAll([{ smith_john: { diagnosis_hiv: 'x', title: 'y' } }]);
  const places = facts.map((fact) => (fact.fact === 'unmarked-field' ? fact.where : ''));
  expect(places.join()).not.toMatch(/smith|john|hiv/);
  expect(places.join()).toMatch(/^\$\.field-\w+\.field-\w+,\$\.field-\w+\.title$/);
});
