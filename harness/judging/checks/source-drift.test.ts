import { expect, it } from 'vitest';
import type { Fact } from '../../domain/ledger/fact.ts';
import type { ExaminedEvidence } from '../evidence/examined-evidence.ts';
import { sourceDriftReasons } from './source-drift.ts';

const source = 'FHIR /fhir/metadata';

/** The reasons of a run whose surfaces follow from a document. */
function reasons(facts: readonly Partial<Fact>[], more: object = {}): string[] {
  const plan = { imports: { [source]: {} }, accept: [], ...more };
  const evidence = { plan, history: { facts }, phase: 'after-update', end: Date.now() };
  return sourceDriftReasons(evidence as unknown as ExaminedEvidence);
}

const read = { fact: 'source-read', phase: 'after-update', source, why: null, added: [] } as const;

it('is silent where nothing came with the update, or where all surfaces were written by hand', () => {
  expect(reasons([read])).toEqual([]);
  expect(reasons([], { imports: undefined })).toEqual([]);
});

it('names what came with the update', () => {
  expect(reasons([{ ...read, added: ['GET /fhir/Claim'] }])).toEqual([
    expect.stringContaining('GET /fhir/Claim is in FHIR /fhir/metadata since the update'),
  ]);
});

it('leaves out what the definition admits', () => {
  const surface = 'GET /fhir/Claim';
  const until = '2999-01-01';
  const accept = [{ what: 'uncovered', surface, reason: 'test data', by: 'me', until }];
  expect(reasons([{ ...read, added: [surface] }], { accept })).toEqual([]);
});

it('says so where it was not read again', () => {
  expect(reasons([])).toEqual([expect.stringContaining('was not read again')]);
  const failed = { ...read, why: 'answered 500' };
  expect(reasons([failed])).toEqual([expect.stringContaining('answered 500')]);
  expect(reasons([{ ...read, phase: 'before-update' }])).toHaveLength(1);
});
