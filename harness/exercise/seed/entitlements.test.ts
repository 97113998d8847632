import { describe, expect, it } from 'vitest';
import type { Definition } from '../../deployment/definition.ts';
import type { AccountView } from '../../deployment/views.ts';
import { standInPatients } from './stand-in-patients.ts';
import { entitledFacts } from './entitlements.ts';

type Rule = NonNullable<Definition['maySee']>;

const [someone] = standInPatients({});
if (someone === undefined) throw new Error('there is always somebody');
const account = (id: string, role: string, cohort = {}): AccountView => ({
  ...someone,
  id,
  role,
  cohort,
  ids: {},
});
const doctor = account('a1', 'clinician');
const viewers = [null, doctor, account('a2', 'patient', { plan: 'basic' })];
const factors = { plan: ['basic', 'full'] };

const entitled = (maySee: Rule, owner = doctor) =>
  entitledFacts(maySee, { owner, thing: null, fields: ['name', 'note'] }, viewers, {
    at: 1,
    standIns: standInPatients(factors),
  }).map(({ viewer, field }) => `${viewer} ${field ?? 'all'}`);

describe('what maySee grants', () => {
  it.each<[string, Rule, readonly string[]]>([
    [
      'to whoever is signed in reaches accounts that this worker does not hold',
      ({ viewer, field }) => viewer !== null && field === 'name',
      ['a2 name', 'signed-in name'],
    ],
    ['to everybody needs no more', () => true, ['* all']],
    [
      'to those of a kind stays theirs',
      ({ viewer }) => viewer?.cohort['plan'] === 'basic',
      ['a2 all'],
    ],
    [
      'but to those of a kind is not granted to all',
      ({ viewer }) => viewer !== null && viewer.cohort['plan'] !== 'full',
      ['a2 all'],
    ],
    [
      'for something in common is not granted to those without it',
      ({ viewer, owner }) => viewer !== null && viewer.ids['practice'] === owner.ids['practice'],
      ['a2 all'],
    ],
    [
      'by what only real accounts have is not granted to all',
      ({ viewer }) => {
        if (viewer?.id === 'signed-in') throw new Error('no such account');
        return viewer !== null;
      },
      ['a2 all'],
    ],
  ])('%s', (_, maySee, granted) => expect(entitled(maySee)).toEqual(granted));
});
