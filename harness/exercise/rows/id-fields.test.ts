import { describe, expect, it } from 'vitest';
import { formOf, idFieldsOf } from './id-fields.ts';

describe('fields that may hold an id', () => {
  it('are those with the name of an id or of an owner, and references', () => {
    const row = {
      id: 41,
      patient: { id: 'p7' },
      title: 'Cough',
      links: ['/visits/41', '/visits/41/notes'],
      customer: 'c9',
      resource: { node: { visitId: 5 } },
      at: { deep: { deeper: { id: 1 } } },
    };
    expect(idFieldsOf(row)).toEqual([
      { at: '.id', text: '41' },
      { at: '.patient.id', text: 'p7' },
      { at: '.links[]', text: '/visits/41' },
      { at: '.links[]', text: '/visits/41/notes' },
      { at: '.customer', text: 'c9' },
      { at: '.resource.node.visitId', text: '5' },
    ]);
  });

  it.each([
    ['41', 'number'],
    ['note_5d41402abc4b2a76', 'text'],
    ['/visits/41/notes?from=1', '/visits/{}/notes'],
    ['urn:uuid:0d5c1f9e-7a3b-4c1d-9e2f-3a4b5c6d7e8f', 'urn:uuid:{}'],
    ['total', null],
    ['/help', null],
    ['2026-11-28T10:15:00Z', null],
  ])('with %s have the form %s', (text, form) => {
    expect(formOf(text)).toBe(form);
  });
});
