import { accidentsOfRecords } from './accidents-of-records.ts';
import { also, changed, tokenOf, withPlan } from './history-builder.ts';
import type { Run } from './history-builder.ts';
import { plan, surfaces } from './plan-of-tests.ts';

import {
  healthy,
  after,
  toStranger,
  withoutFacts,
  withoutAttempts,
  isForeign,
  accepted,
  changedAll,
  signedOutAt,
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
  ...accidentsOfRecords,
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
