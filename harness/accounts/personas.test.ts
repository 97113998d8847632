import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPersona } from './personas.ts';
import type { PersonaCarriers } from './personas.ts';
import {
  allocateDateOfBirth,
  allocateNhsNumber,
  allocatePhone,
  nhsCheckDigit,
} from './reserved-ranges.ts';
import { numbersOfParts } from './numbers-of-parts.test-support.ts';

const make = (number: number, carriers?: PersonaCarriers, seed = 7) =>
  createPersona({ run: 1, seed, number, carriers, token: (field) => `tok${field}${number}` });

describe('createPersona', () => {
  it('takes what is unique from the ranges that are allocated without replacement', () => {
    for (const number of [0, 1, 249, 250, 3249, 3250, 6000, 200_000, 300_000, 603_000]) {
      const { persona, carried } = make(number);
      const allocated = {
        phone: allocatePhone(7, number),
        dateOfBirth: allocateDateOfBirth(7, number),
        nhsNumber: allocateNhsNumber(7, number),
      };
      for (const field of ['phone', 'dateOfBirth', 'nhsNumber'] as const) {
        const { value, unique } = allocated[field];
        expect([persona[field], carried[field]]).toEqual([value, unique ? 'unique' : 'none']);
      }
    }
  });

  it('gives no e-mail address twice, in any part of a run', () => {
    const emails = numbersOfParts(300).map((number) => make(number).persona.email);
    expect(new Set(emails).size).toBe(emails.length);
  });

  it('uses only ranges that belong to nobody', () => {
    fc.assert(
      fc.property(fc.nat(200_000), fc.nat(), (number, seed) => {
        const { persona } = make(number, undefined, seed);
        expect(persona.email).toMatch(/@example\.com$/);
        expect(persona.phone).toMatch(
          /^\+44(7700900|1\d{2}4960|2079460|1914980|2896496|2920180|1632960|3069990)\d{3}$/,
        );
        expect(persona.nhsNumber).toMatch(/^999\d{7}$/);
        expect(nhsCheckDigit(persona.nhsNumber.slice(0, 9))).toBe(Number(persona.nhsNumber.at(-1)));
        expect(persona.dateOfBirth >= '1940-01-01' && persona.dateOfBirth <= '2007-12-31').toBe(
          true,
        );
        expect(persona.address.postcode).toMatch(/^AA\d\d? \d[A-Z]{2}$/);
      }),
    );
  });

  it('makes the same persona for the same number in any order, except for the password', () => {
    const open = (number: number) => ({ ...make(number).persona, password: '' });
    const first = open(5);
    open(9);
    expect(open(5)).toEqual(first);
    expect(open(9)).not.toEqual(first);
    expect(make(5).persona.password).not.toBe(make(5).persona.password);
    expect({ ...make(5, undefined, 8).persona, password: '' }).not.toEqual(first);
  });

  it('puts the tokens where a person would see them', () => {
    const { persona } = make(3);
    expect(persona.lastName).toMatch(/^[A-Z][\w'-]* tokname3$/);
    expect(persona.fullName).toBe(`${persona.firstName} ${persona.lastName}`);
    expect(persona.email).toBe('patient.tokemail3@example.com');
    expect(persona.address.line).toMatch(/^\d+ tokaddress3 Road$/);
  });

  it('mints no token for a field that carries none, and still makes different e-mail addresses', () => {
    const none = { name: 'none', email: 'none', address: 'none', phone: 'none' } as const;
    const { persona, carried } = make(3, none);
    expect(JSON.stringify(persona)).not.toMatch(/tok/i);
    expect(carried).toMatchObject({ ...none, nhsNumber: 'unique' });
    expect(make(4, none).persona.email).not.toBe(persona.email);
  });

  it('says that a value is no evidence once its range is used up', () => {
    expect(make(3249).carried).toMatchObject({ phone: 'unique', dateOfBirth: 'unique' });
    expect(make(3250).carried).toMatchObject({ phone: 'none', dateOfBirth: 'unique' });
    expect(make(6000).carried).toMatchObject({ dateOfBirth: 'none', nhsNumber: 'unique' });
    expect(make(303_249).carried.phone).toBe('unique');
    expect(make(200_000).carried.nhsNumber).toBe('none');
  });

  it('makes passwords of 24 characters with all classes', () => {
    for (let number = 0; number < 50; number += 1) {
      expect(make(number).persona.password).toMatch(
        /^(?=.*[a-z])(?=.*[A-Z])(?=.*[2-9])(?=.*[-_.~])[-\w.~]{24}$/,
      );
    }
  });
});
