import { describe, expect, it } from 'vitest';
import { drafted, unreached } from './drafted.test-support.ts';
import type { GraphQlOptions } from './options.ts';

const sdl = `
  type Query { visit(ref: ID!): Visit visits(filter: Filter!): [Visit!]! patient(id: ID!): Patient }
  input Filter { since: String! by: By! } input By { doctorRef: ID! }
  type Visit { id: ID! } type Patient { id: ID! }
`;

/** What stands in the report of ids that fit nothing. */
const told = (options: GraphQlOptions) =>
  unreached(drafted(sdl, options)).filter((one) => one.startsWith('what the id'));

describe('arguments that options name', () => {
  it.each<GraphQlOptions>([
    { bind: { ref: 'visit' } },
    { bind: { 'visit.ref': 'visit', doctorRef: 'doctor', 'visits.doctorRef': 'doctor' } },
    { values: { since: '2020-01-01', 'visits.since': '2020-01-01', 'visits.filter': null } },
  ])('may be any of the schema: %j', (options) => {
    expect(() => drafted(sdl, options)).not.toThrow();
  });

  it.each<[GraphQlOptions, string]>([
    [{ bind: { reff: 'visit' } }, '`bind` names "reff", .*: did you mean ref\\?'],
    [
      { bind: { 'visit.reff': 'visit' } },
      '`bind` names "visit.reff", .*: did you mean visit.ref\\?',
    ],
    [{ bind: { 'patient.ref': 'visit' } }, '"patient.ref"'],
    [{ bind: { 'Query.visit.ref': 'visit' } }, '"Query.visit.ref"'],
    [{ bind: { constructor: 'visit' } }, 'known are ref, filter, id, since, by, doctorRef$'],
    [{ values: { sinse: '2020-01-01' } }, '`values` names "sinse", .*: did you mean since\\?'],
  ])('are refused where there are none: %j', (options, message) => {
    expect(() => drafted(sdl, options)).toThrow(new RegExp(message));
  });
});

describe('ids that options name', () => {
  it('are told where nothing of the schema is called so', () => {
    expect(told({ ids: ['pateint', 'visit', 'upload'] })).toEqual([
      expect.stringMatching(
        /^what the id "pateint" leads to in the schema: .*did you mean patient\?/,
      ),
      expect.stringMatching(/^what the id "upload" leads to .*: known are .*leave it out there/),
    ]);
  });

  it('fit types and arguments as ids are bound to these, or as `bind` says', () => {
    expect(told({ ids: ['patientId', 'Visit', 'doctor', 'x'], bind: { ref: 'x' } })).toEqual([]);
  });
});
