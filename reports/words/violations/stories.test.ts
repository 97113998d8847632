import { expect, it } from 'vitest';
import { violatedRun } from '../../testing/samples.ts';
import { stories } from './stories.ts';

const input = violatedRun();
const [model] = input.cases;
if (model === undefined) throw new Error('the sample has no case');
const unproved = { ...model, reproduction: null };
const like = (id: string, more: Partial<typeof model.violation> = {}) => ({
  ...unproved,
  violation: { ...model.violation, id, ...more },
});
const leads = (cases: typeof input.cases) =>
  stories({ ...input, cases }).map(({ lead }) => lead.violation.id);

it('are told by what was somebody’s whom the run knows, at a place that a person finds', () => {
  const sighting = { what: 'text', where: 'byte 1001', encoding: 'plain' };
  expect(
    leads([like('unknown', { owner: null }), like('bytes', { sighting }), like('known')]),
  ).toEqual(['known']);
  const elsewhere = { owner: null, surface: 'GET /elsewhere' };
  expect(leads([like('u1', elsewhere), like('u2', elsewhere), like('known')])).toEqual([
    'known',
    'u1',
  ]);
});

it('are told by what was asked for plainly, rather than by a range of it', () => {
  const sighting = { what: 'film', where: 'byte 1001', encoding: 'plain' };
  const asRange = like('range', { sighting });
  const range = { ...asRange.lead, attempt: { ...asRange.lead.attempt, variant: 'range' } };
  expect(leads([{ ...asRange, lead: range }, like('whole', { sighting })])).toEqual(['whole']);
});

it('of a sign-out are told by what was the viewer’s own', () => {
  const invariant = 'no-access-after-sign-out';
  const own = { invariant, owner: model.violation.viewer };
  expect(leads([like('other', { invariant }), like('own', own)])).toEqual(['own']);
});
