import { describe, expect, it } from 'vitest';
import { events, list, read, socket } from '../../deployment/surfaces/surfaces.ts';
import type { Attempt } from '../../domain/attempts/attempt.ts';
import type { PlantedLeak } from '../../domain/verdict/planted.ts';
import {
  deployLive,
  describeLive,
  liveSurfaces,
} from '../../exercise/listening/live.test-support.ts';
import { invariants } from '../../judging/rules/catalogue.ts';
import type { Invariant } from '../../judging/rules/invariant.ts';
import { demandedOfMessages } from '../../sensitivity/demanded.ts';
import { plantAgain, sweepAndJudge } from './sweep-and-judge.test-support.ts';

type Run = Awaited<ReturnType<typeof sweepAndJudge>>;

type Change = (attempt: Attempt, isOwners: boolean) => Attempt;

/** What an attempt to listen would have been, had the scanner found nothing: no row, and for others nothing of anybody. */
const withoutScanner: Change = (attempt, isOwners) => ({
  ...attempt,
  sightings: [],
  items: attempt.items === null ? null : [],
  outcome: isOwners ? attempt.outcome : 'concealed',
});

const planted = ({ worker }: Pick<Run, 'worker'>): PlantedLeak[] =>
  worker.recorded.facts.filter((fact) => fact.fact === 'leak-planted');

/** The kinds of leaks of one result on the surfaces that are listened to. */
const namesOf = (leaks: readonly PlantedLeak[], result: PlantedLeak['result']): string[] =>
  [
    ...new Set(
      leaks.flatMap((one) =>
        one.result === result && liveSurfaces.some(({ id }) => id === one.surface)
          ? [`${one.surface}: ${one.leak}`]
          : [],
      ),
    ),
  ].sort();

/** One connection for each account, one for each note, and a stream of events. */
const surfaces = [
  list('GET /notes', { shows: 'note' }),
  read('GET /notes/{note}'),
  socket('GET /live', { gives: 'list', act: 'send' }),
  socket('GET /ws/{note}', { gives: 'read', act: 'send' }),
  events('GET /live-events', { gives: 'list', act: 'send' }),
];

async function listen(faults: Parameters<typeof deployLive>[0] = {}): Promise<Run> {
  const { url } = await deployLive(faults);
  return sweepAndJudge(url, [], { ...describeLive(url), surfaces });
}

/** Plants again in what a run kept, with other attempts to listen or other invariants. */
const plantAgainIn = (
  run: Run,
  { change = (attempt) => attempt, rules }: { change?: Change; rules?: readonly Invariant[] },
) =>
  plantAgain(
    run,
    {
      replayConnection: async (sample, come) =>
        change(
          await run.worker.replayConnection(sample, come),
          sample.recording.session?.id === sample.listened.owner.id,
        ),
    },
    rules,
  );

describe('leaks that are planted among the messages of a healthy deployment', () => {
  it.each([
    ['in texts', {}],
    ['in binary frames', { binary: true } as const],
  ])('are noticed as the table demands, and raise no alarm, %s', async (_, faults) => {
    const run = await listen(faults);
    expect(run.verdict.violations).toEqual([]);
    expect(run.verdict.reasons.filter((reason) => reason.includes('planted'))).toEqual([]);
    const noticed = namesOf(planted(run), 'noticed');
    const demanded = surfaces
      .filter(({ kind }) => kind === 'listen')
      .flatMap(({ id }) =>
        demandedOfMessages
          // This deployment has no second factor.
          .filter((leak) => leak !== 'answer-without-second-factor')
          .map((leak) => `${id}: ${leak}`),
      );
    expect(noticed).toEqual(expect.arrayContaining(demanded));
    expect(run.verdict.sensitivity?.untried).toEqual([]);
    // Nothing tells whose such a message is: it is told, and makes nothing inconclusive.
    expect(namesOf(planted(run), 'blind')).toEqual([
      'GET /live-events: row-of-nobody',
      'GET /live: row-of-nobody',
      'GET /ws/{note}: row-of-nobody',
    ]);
  });

  it('pass without the scanner, on each of the surfaces, and each without its invariant', async () => {
    const run = await listen();
    const before = namesOf(planted(run), 'noticed');
    const scannerOff = await plantAgainIn(run, { change: withoutScanner });
    expect(namesOf(scannerOff, 'noticed')).toEqual([]);
    expect(namesOf(scannerOff, 'blind')).toEqual(expect.arrayContaining(before));
    const lost: Record<string, string> = {
      'no-foreign-listing': 'GET /live: row-of-another',
      'no-foreign-reading': 'GET /ws/{note}: answer-for-refusal',
      'no-anonymous-access': 'GET /live-events: answer-to-nobody',
      'no-access-after-sign-out': 'GET /live: answer-after-sign-out',
    };
    for (const [id, leak] of Object.entries(lost)) {
      const rules = invariants.filter((rule) => rule.id !== id);
      expect(before).toContain(leak);
      expect(namesOf(await plantAgainIn(run, { rules }), 'noticed')).not.toContain(leak);
    }
  });
});
