import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { AttemptRequest } from '../state/attempt-request.ts';
import { breadthFirst } from './breadth-first.ts';

const request = fc.record({
  probe: fc.constantFrom('foreign-ids', 'ranges'),
  surface: fc.constantFrom('A', 'B').map((id) => ({ id })),
  session: fc.option(
    fc.constantFrom('uk', 'ie', 'fr').map((region) => ({
      account: { role: 'patient', cohort: { region } },
    })),
  ),
}) as unknown as fc.Arbitrary<AttemptRequest>;

const groupOf = ({ probe, surface, session }: AttemptRequest): string =>
  `${probe} ${surface.id} ${session === null}`;

it('leaves nothing out, and gives each probe and surface its turn before any has two more', () => {
  fc.assert(
    fc.property(fc.array(request, { maxLength: 40 }), fc.nat(40), (requests, length) => {
      const ordered = breadthFirst(requests);
      expect(new Set(ordered)).toEqual(new Set(requests));
      expect(ordered).toHaveLength(requests.length);
      const made = Map.groupBy(ordered.slice(0, length), groupOf);
      const turns = Math.max(0, ...[...made.values()].map((group) => group.length));
      for (const [group, all] of Map.groupBy(requests, groupOf)) {
        const least = Math.min(all.length, turns - 1);
        expect(made.get(group)?.length ?? 0).toBeGreaterThanOrEqual(least);
      }
    }),
  );
});

it('takes another kind of account each time, while there is one', () => {
  const by = (region: string): AttemptRequest =>
    ({
      probe: 'foreign-ids',
      surface: { id: 'A' },
      session: { account: { role: 'patient', cohort: { region } } },
    }) as unknown as AttemptRequest;
  const ordered = breadthFirst(['uk', 'uk', 'uk', 'ie', 'ie'].map(by));
  expect(ordered.map(({ session }) => session?.account.cohort['region'])).toEqual([
    'uk',
    'ie',
    'uk',
    'ie',
    'uk',
  ]);
});
