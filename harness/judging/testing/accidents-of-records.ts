import { changed, withFacts, withPlan } from './history-builder.ts';
import type { Run } from './history-builder.ts';

import {
  healthy,
  after,
  end,
  withoutFacts,
  release,
  failed,
  ended,
  unchangedRelease,
} from './mishaps.ts';

/** Ways in which what was recorded, or not, makes a run say nothing; see `accidents`. */
export const accidentsOfRecords: readonly [name: string, run: Run, reason: RegExp][] = [
  [
    'the release did not change',
    unchangedRelease(),
    /the release is 1.0 before and after the update test-update: it changed nothing, or --same-release must say what it changed/,
  ],
  [
    'the release changed, and was not to change',
    withPlan(healthy, {
      update: { expected: true, name: null, sameRelease: 'cache TTL 60 → 300' },
    }),
    /the release changed from 1.0 to 1.1 with the update, and --same-release says .* \(cache TTL 60 → 300\)/,
  ],
  [
    'the release was never read',
    withoutFacts(({ fact }) => fact === 'release-read'),
    /release was not read/,
  ],
  [
    'the release became unreadable',
    withFacts(healthy, release('after-update', null)),
    /could not be read/,
  ],
  [
    'half of the servers were not updated',
    withFacts(healthy, release('after-update', '1.0')),
    /several releases ran after the update: 1.0, 1.1/,
  ],
  [
    'attempts met another release than was read',
    changed(healthy, { ...after, id: 't80' }, { release: '1.0' }),
    /several releases/,
  ],
  ['a sign-in failed', withFacts(healthy, failed('sign-in')), /sign-in failed: status 500/],
  [
    'a consultation could not be created',
    withFacts(healthy, failed('consultation')),
    /consultation failed/,
  ],
  [
    'the sweep was interrupted',
    withFacts(healthy, ended('interrupted')),
    /sweep was interrupted: Ctrl-C/,
  ],
  ['the sweep failed in one shard', withFacts(healthy, ended('failed')), /sweep failed/],
  [
    'the sweep never ended',
    withoutFacts(({ fact }) => fact === 'part-ended'),
    /sweep did not come to its end/,
  ],
  [
    'another part of the plan never ended',
    withPlan(healthy, { parts: ['sweep', 'properties'] }),
    /properties did not come to its end/,
  ],
  ['the sweep was left out', withPlan(healthy, { parts: ['scenarios'] }), /sweep was left out/],
  [
    'a file of the history is not whole',
    { ...healthy, defects: ['sweep.ndjson: was not closed'] },
    /was not closed/,
  ],
  [
    'facts contradict each other',
    withFacts(healthy, {
      type: 'fact',
      fact: 'thing-created',
      at: end,
      thing: 'a0.1',
      owner: 'a1',
      phase: 'after-update',
      ids: {},
    }),
    /a0.1 is recorded as a0's and as a1's/,
  ],
  [
    'a thing’s creation is not recorded',
    withoutFacts((fact) => fact.fact === 'thing-created' && fact.thing === 'a1.1'),
    /creation is not recorded/,
  ],
];
