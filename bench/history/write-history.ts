import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { accountId, anonymous } from '../../harness/domain/accounts/account.ts';
import type { AccountId } from '../../harness/domain/accounts/account.ts';
import type { Attempt } from '../../harness/domain/attempts/attempt.ts';
import type { HistoryRecord } from '../../harness/domain/history/history-record.ts';
import { formerIdKey, idDigest } from '../../harness/domain/ledger/id-digest.ts';
import type { SurfaceInfo } from '../../harness/domain/surfaces/surface.ts';
import {
  benchPlan,
  cohortOf,
  idAt,
  idOf,
  name,
  range,
  surfaces,
  thingsEach,
  title,
  tokenAt,
} from './clinic.ts';
import { openFile } from './open-file.ts';

/** `holds`: nobody sees another's. `violated`: those who booked after the update are shown others' rows and films. */
export type Outcome = 'holds' | 'violated';

const phases = ['before-update', 'after-update'] as const;
/** Attempts of an owner at all of their own, and of one stranger at something of one owner's. */
const [ownRound, strangersRound] = [10, 6];

/**
 * Writes `plan.json` and `history/` of a run with about so many records into a folder, as a sweep of the clinic
 * would: owners reach their own before and after others are refused it; sessions are signed out, or lack their
 * second factor; shares end. Two workers a phase take turns, so that their files overlap in time. Returns how many
 * records it wrote.
 */
export function writeHistory(folder: string, records: number, outcome: Outcome): number {
  // Like a sweep's: attempts grow with accounts. Before the update half of the patients are there.
  const patients = Math.max(24, Math.min(4000, 12 * Math.round(records / 1900)));
  const turns = patients * 1.5;
  const strangers = Math.max(3, Math.round((records / turns - 4 * ownRound - 20) / strangersRound));
  const { run, startedAt } = benchPlan;
  mkdirSync(join(folder, 'history'), { recursive: true });
  writeFileSync(join(folder, 'plan.json'), JSON.stringify(benchPlan));
  let now = startedAt;
  let written = 0;
  let attempts = 0;
  for (const phase of phases) {
    const workers = [0, 1].map((index) => openFile(folder, `sweep-${phase}-${index}`, now));
    const release = phase === 'before-update' ? '1.0' : '1.1';
    const isNew = (number: number) => cohortOf(number)['account'] === 'after';
    const present = range(patients).filter((number) => phase === 'after-update' || !isNew(number));
    const write = (worker: number, record: HistoryRecord) => workers[worker]?.append(record);
    const fact = (worker: number, given: object) =>
      // The generator writes what a worker would; judging parses it, and counts what is no record.
      write(worker, { type: 'fact', at: (now += 1), ...given } as HistoryRecord);
    const attempt = (
      worker: number,
      change: Partial<Attempt> & Pick<Attempt, 'viewer' | 'surface'>,
    ) =>
      write(worker, {
        type: 'attempt',
        id: `sweep-${phase}-${worker}-${(attempts += 1)}`,
        worker: `sweep-${phase}-${worker}`,
        part: 'sweep',
        phase,
        release,
        session: change.viewer === anonymous ? null : `${change.viewer}.s1`,
        sessionState: change.viewer === anonymous ? 'none' : 'open',
        thing: null,
        variant: 'plain',
        channel: 'http',
        sentAt: (now += 1),
        answeredAt: (now += 2),
        outcome: 'concealed',
        status: 404,
        headers: {
          'content-type': 'application/json',
          'cache-control': 'private, no-store',
          vary: 'Cookie, Authorization',
        },
        bytes: 53,
        truncated: false,
        digests: [],
        sightings: [],
        items: null,
        ...change,
      });
    const leaks = (viewer: number) =>
      outcome === 'violated' &&
      phase === 'after-update' &&
      isNew(viewer) &&
      cohortOf(viewer)['call'] === 'audio-then-video';

    /** What an owner (or whom it leaks to) is given of a thing at a surface. */
    const granted = (owner: number, thing: number, { gives }: SurfaceInfo): Partial<Attempt> => ({
      outcome: 'granted',
      status: 200,
      bytes: 483,
      ...(gives === 'stream'
        ? {
            digests: [0, 1].map((part) =>
              idDigest(formerIdKey(run), `film ${owner} ${thing} ${part}`),
            ),
            sightings: [tokenAt(owner, name, 'byte 71'), tokenAt(owner, title + thing, 'byte 198')],
          }
        : {
            sightings: [
              tokenAt(owner, title + thing, '$.title'),
              idAt(owner, thing, 'consultation', '$.consultationId'),
              tokenAt(owner, name, '$.patientName'),
            ],
          }),
    });
    const listed = (owners: readonly number[], kind: string): Partial<Attempt> => {
      const rows = owners.flatMap((owner) => range(thingsEach).map((thing) => ({ owner, thing })));
      return {
        outcome: 'granted',
        status: 200,
        bytes: 500 * rows.length,
        sightings: rows.flatMap(({ owner, thing }, row) => [
          idAt(owner, thing, kind, `$.items[${row}].id`),
          tokenAt(owner, title + thing, `$.items[${row}].title`),
          tokenAt(owner, name, `$.items[${row}].patientName`),
        ]),
        items: rows.map(({ owner, thing }, row) => ({
          where: `$.items[${row}]`,
          sightings: [3 * row, 3 * row + 1, 3 * row + 2],
          ids: [
            idDigest(formerIdKey(run), idOf(owner, thing, kind)),
            idDigest(formerIdKey(run), `clinic ${owner % 9}`),
          ],
        })),
      };
    };
    const create = (number: number, worker: number) => {
      const account = accountId(number);
      const ids = { patient: `pat_${number}_k3j9m2p8` };
      fact(worker, {
        fact: 'account-created',
        account,
        number,
        role: 'patient',
        cohort: cohortOf(number),
        phase,
        ids,
        secondFactor: true,
      });
      fact(worker, {
        fact: 'field-planted',
        account,
        field: name,
        name: 'name',
        thing: null,
        carrier: 'token',
      });
      fact(worker, {
        fact: 'signed-in',
        account,
        session: `${account}.s1`,
        phase,
        secondFactorAsked: true,
      });
      for (const thing of range(thingsEach)) {
        const id = `${account}.${thing}`;
        fact(worker, {
          fact: 'field-planted',
          account,
          field: title + thing,
          name: 'consultation title',
          thing: id,
          carrier: 'token',
        });
        const created = {
          consultation: idOf(number, thing, 'consultation'),
          recording: idOf(number, thing, 'recording'),
        };
        fact(worker, { fact: 'thing-created', thing: id, owner: account, phase, ids: created });
      }
    };
    const seesOwn = (number: number, worker: number, session = `${accountId(number)}.s1`) => {
      const viewer = accountId(number);
      for (const surface of surfaces) {
        const kind = surface.shows;
        if (kind !== undefined) {
          const others = leaks(number)
            ? range(4).map((step) => (number + 2 * step + 2) % patients)
            : [];
          attempt(worker, {
            viewer,
            session,
            surface: surface.id,
            ...listed([number, ...others], kind),
          });
          continue;
        }
        for (const thing of range(thingsEach))
          attempt(worker, {
            viewer,
            session,
            surface: surface.id,
            thing: `${viewer}.${thing}`,
            ...granted(number, thing, surface),
          });
      }
    };
    /** Everything of an owner's, tried by somebody else or in another state. */
    const tries = (
      worker: number,
      owner: number,
      change: Partial<Attempt> & { viewer: AccountId },
    ) => {
      const leaksTo = change.sessionState === undefined && leaks(Number(change.viewer.slice(1)));
      for (const surface of surfaces) {
        if (surface.needs.length > 0) {
          const thing = owner % thingsEach;
          for (const variant of surface.gives === 'stream' ? ['plain', 'range'] : ['plain']) {
            const given =
              leaksTo && surface.gives === 'stream' ? granted(owner, thing, surface) : {};
            attempt(worker, {
              surface: surface.id,
              thing: `${accountId(owner)}.${thing}`,
              variant,
              ...given,
              ...change,
            });
          }
        } else if (change.sessionState !== undefined)
          attempt(worker, { surface: surface.id, ...change });
      }
    };

    for (const worker of [0, 1]) fact(worker, { fact: 'release-read', phase, release });
    for (const number of present)
      if (isNew(number) === (phase === 'after-update')) create(number, number % 2);
    const shared = { viewer: accountId(0), owner: accountId(2), thing: `${accountId(2)}.0` };
    if (phase === 'before-update') {
      fact(0, { fact: 'entitled', from: now, ...shared, field: null });
      seesOwn(2, 0);
      for (const surface of surfaces.filter(({ needs }) => needs.length > 0))
        attempt(0, {
          viewer: shared.viewer,
          surface: surface.id,
          thing: shared.thing,
          ...granted(2, 0, surface),
        });
      fact(0, { fact: 'revoked', from: now, ...shared });
      seesOwn(2, 0);
    }
    for (const number of present) seesOwn(number, number % 2);
    for (const [turn, owner] of present.entries()) {
      const worker = turn % 2;
      const account = accountId(owner);
      seesOwn(owner, worker);
      for (const step of range(strangers)) {
        const viewer = present[(turn + 1 + step * 7) % present.length];
        if (viewer !== undefined && viewer !== owner) {
          tries(worker, owner, { viewer: accountId(viewer) });
        }
      }
      if (owner === 2) tries(worker, 2, { viewer: shared.viewer });
      tries(worker, owner, {
        viewer: anonymous,
        sessionState: 'none',
        outcome: 'denied',
        status: 401,
      });
      if (turn % 8 < 2) {
        const session = `${account}.s2-${phase}`;
        fact(worker, { fact: 'signed-in', account, session, phase, secondFactorAsked: true });
        seesOwn(owner, worker, session);
        fact(worker, { fact: 'signed-out', from: now, account, session });
        const refused = { viewer: account, outcome: 'denied', status: 401 } as const;
        tries(worker, owner, { ...refused, session, sessionState: 'signed-out' });
        tries(worker, owner, {
          ...refused,
          session: `${account}.s3-${phase}`,
          sessionState: 'no-second-factor',
        });
      }
      seesOwn(owner, worker);
    }
    for (const number of present) seesOwn(number, number % 2);
    for (const worker of [0, 1]) fact(worker, { fact: 'release-read', phase, release });
    fact(0, { fact: 'part-ended', part: 'sweep', status: 'completed', why: '' });
    for (const worker of workers) written += worker.close(now);
  }
  return written;
}
