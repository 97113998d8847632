import { expect, it } from 'vitest';
import { fieldNames } from './field-names.ts';

it('names the fields of rows and of what lies in them, each once', () => {
  const rows = [
    { id: 1, tags: [{ code: 'a' }] },
    { id: 2, by: { patient_id: 7 } },
  ];
  expect(fieldNames(rows)).toEqual({
    all: ['id', 'tags', 'code', 'by', 'patient_id'],
    personal: ['patient_id'],
  });
});

it('tells what speaks of a person from what a place or a product has', () => {
  const clinic = { name: '', phone: '', address: '', email: '' };
  expect(fieldNames([clinic]).personal).toEqual([]);
  expect(fieldNames([{ firstName: '', birth_date: '', Diagnosis: '' }]).personal).toHaveLength(3);
});

it('survives what is deep or has many fields', () => {
  let deep: unknown = 'end';
  for (let depth = 0; depth < 20_000; depth += 1) deep = [deep];
  expect(fieldNames([deep])).toEqual({ all: [], personal: [] });
  const wide = Object.fromEntries(Array.from({ length: 5000 }, (_, at) => [`f${at}`, at]));
  expect(fieldNames([wide]).all).toHaveLength(60);
});
