import { also, changed, tokenOf, withFacts, withPlan } from './history-builder.ts';
import type { Run } from './history-builder.ts';
import { plan, surfaces } from './plan-of-tests.ts';

import {
  healthy,
  after,
  end,
  toStranger,
  withoutFacts,
  withoutAttempts,
  isForeign,
  release,
  failed,
  ended,
  accepted,
  changedAll,
  signedOutAt,
  unchangedRelease,
  firstForeign,
  deadFrom,
} from './mishaps.ts';

/** Every way we could think of in which a run says nothing while nothing leaks, with what must be said of it. */
export const accidents: readonly [name: string, run: Run, reason: RegExp][] = [
  ['nothing ran at all', { ...healthy, facts: [], attempts: [] }, /no patient account/],
  [
    'nothing ran after the update',
    withoutAttempts(({ phase }) => phase === 'after-update'),
    /nothing was attempted after the update/,
  ],
  [
    'nothing ran before the update',
    withoutAttempts(({ phase }) => phase === 'before-update'),
    /nothing was attempted before the update/,
  ],
  [
    'nobody tried what is another’s',
    withoutAttempts(isForeign),
    /nobody tried anything of another/,
  ],
  [
    'one kind of account tried nothing of others',
    withoutAttempts((one) => one.viewer === 'a2' && isForeign(one)),
    /was not tried.*region uk, account after/,
  ],
  [
    'staff tried nothing of others',
    withoutAttempts((one) => one.viewer === 'a4' && isForeign(one)),
    /was not tried.*clinician/,
  ],
  [
    'every foreign attempt was unclear',
    changedAll(isForeign, { outcome: 'unclear', status: 503, why: 'status 503' }),
    /unclear \(status 503\)/,
  ],
  [
    'refusals were truncated, and not read to the end',
    changedAll(isForeign, { truncated: true }),
    /not read to the end/,
  ],
  ['the session that was refused had died: 401 from then on', deadFrom('a2'), /not seen alive/],
  [
    'a stranger got a 200 of which nobody knows whose it is',
    also(
      healthy,
      { ...after, viewer: 'a2', thing: 'a1.1' },
      { outcome: 'unclear', status: 200, why: 'a 200' },
    ),
    /nothing to tell whose it is/,
  ],
  [
    'a stranger was granted media that cannot be recognised',
    also(
      healthy,
      { ...after, viewer: 'a2', thing: 'a1.1' },
      { outcome: 'granted', status: 200, digests: ['of nobody'] },
    ),
    /nothing to tell whose it is/,
  ],
  [
    'a stranger saw one unique value only',
    also(
      healthy,
      { ...after, viewer: 'a2', thing: 'a1.1' },
      {
        outcome: 'granted',
        status: 200,
        sightings: [
          { kind: 'unique', account: 'a1', field: 'phone', where: '$', encoding: 'plain' },
        ],
      },
    ),
    /nothing to tell whose it is/,
  ],
  [
    'owners were not granted before',
    withoutAttempts(
      (one) =>
        one.phase === 'after-update' && one.outcome === 'granted' && one.sentAt < firstForeign(),
    ),
    /not paired/,
  ],
  [
    'lists were always empty',
    changed(
      healthy,
      { surface: surfaces.list.id, outcome: 'granted' },
      { outcome: 'concealed', items: [], sightings: [] },
    ),
    /no owner was ever shown/,
  ],
  [
    'one kind of account’s own list was never clear',
    changed(
      healthy,
      { ...after, viewer: 'a2', surface: surfaces.list.id },
      { outcome: 'unclear', why: 'page loop' },
    ),
    /page loop/,
  ],
  [
    'lists were granted, but showed nothing that is anybody’s',
    changed(
      healthy,
      { surface: surfaces.list.id, outcome: 'granted' },
      { items: [], sightings: [] },
    ),
    /no owner was ever shown anything of their own.*GET \/visits/,
  ],
  [
    'owners were granted ranges only',
    changed(
      healthy,
      { ...after, surface: surfaces.stream.id, outcome: 'granted' },
      { variant: 'range' },
    ),
    /no owner was ever shown/,
  ],
  [
    'owners were granted the plain request afterwards only',
    changedAll(
      (one) =>
        one.outcome === 'granted' && one.phase === 'after-update' && one.sentAt < firstForeign(),
      { variant: 'range' },
    ),
    /not paired/,
  ],
  [
    'a session came to life only after it was refused',
    withoutAttempts(
      (one) =>
        one.viewer === 'a2' &&
        one.phase === 'after-update' &&
        one.outcome === 'granted' &&
        one.sentAt < firstForeign(),
    ),
    /not seen alive.*region uk, account after/,
  ],
  [
    'what a stranger was granted without a sign was not there the next time',
    also(also(healthy, toStranger, { id: 'odd', outcome: 'granted', status: 200 }), toStranger, {
      retryOf: 'odd',
    }),
    /nothing to tell whose it is/,
  ],
  [
    'every repetition of an unclear answer was unclear',
    also(also(healthy, toStranger, { id: 'odd', outcome: 'unclear', status: 200 }), toStranger, {
      retryOf: 'odd',
      outcome: 'unclear',
      status: 503,
    }),
    /nothing to tell whose it is/,
  ],
  [
    'a stranger’s own data stood at the beginning of an answer that was cut',
    also(healthy, toStranger, {
      outcome: 'granted',
      status: 200,
      sightings: [tokenOf(2)],
      truncated: true,
    }),
    /nothing to tell whose it is/,
  ],
  [
    'a signed-out session tried what its owner had never been granted',
    withoutAttempts(
      (one) =>
        one.viewer === 'a3' &&
        one.surface === surfaces.read.id &&
        one.outcome === 'granted' &&
        one.sentAt < signedOutAt(),
    ),
    /no-access-after-sign-out.*: refusals after the update are not paired.*GET \/visits\/{visit}/,
  ],
  [
    'the release did not change',
    unchangedRelease(),
    /the release is 1.0 before and after the update test-update: it changed nothing/,
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
  [
    'there was one patient only',
    {
      ...withoutFacts(
        (fact) =>
          fact.fact === 'account-created' && fact.role === 'patient' && fact.account !== 'a0',
      ),
    },
    /only one patient account/,
  ],
  [
    'no surface is described',
    withPlan({ ...healthy, attempts: [] }, { surfaces: [] }),
    /noSurface/,
  ],
  [
    'an accepted gap has expired',
    withPlan(healthy, { accept: [accepted('2025-12-31')] }),
    /gap that Ada accepted has expired/,
  ],
  [
    'an accepted gap’s end is no day',
    withPlan(healthy, { accept: [accepted('soon')] }),
    /has expired/,
  ],
  [
    'a gap elsewhere than accepted',
    withPlan(
      changed(healthy, { surface: surfaces.read.id }, { outcome: 'unclear', why: 'timeout' }),
      { accept: [accepted('2026-12-31')] },
    ),
    /GET \/visits\/{visit}/,
  ],
  [
    'everything is accepted, so that nothing is left to hold',
    withPlan(
      { ...healthy, attempts: [] },
      { accept: plan.surfaces.map(({ id }) => ({ ...accepted('2026-12-31'), surface: id })) },
    ),
    /nothing was attempted/,
  ],
];
