import { describe, expect, it } from 'vitest';
import { page } from '../../deployment/surfaces/surfaces.ts';
import { described } from '../../deployment/surfaces/surface.ts';
import { describeSurface } from '../../deployment/surfaces/surface-modules.ts';
import type { Observation } from '../../exercise/attempt/pages/observation.ts';
import {
  deploy,
  describeDeployment,
  person,
  testWorker,
} from '../../exercise/worker/worker.test-support.ts';
import type { Person } from '../../exercise/worker/worker.test-support.ts';
import type { Fact } from '../../domain/ledger/fact.ts';
import type { PlantedLeak } from '../../domain/verdict/planted.ts';
import { judgeRun } from '../../judging/judge.ts';
import { demandedOfPages } from '../../sensitivity/demanded.ts';
import { plantLeaks } from '../../sensitivity/plant-leaks.ts';

const replays = 'shown GET /replays';
const player = 'shown GET /replays/{note}';

/** What a browser showed, as the scenarios tell it. */
function shown(
  surface: string,
  session: Observation['session'],
  { thing, text }: { thing: Observation['thing']; text: string | null },
): Observation {
  const row = text === null ? '' : `<li>${text}</li>`;
  const now = Date.now();
  return {
    session,
    thing,
    surface,
    gives: thing === null ? 'list' : 'read',
    variant: 'shown',
    sentAt: now,
    answeredAt: now,
    status: null,
    headers: {},
    received: [
      { where: 'the page as shown', content: `<html><body><ul>${row}</ul></body></html>` },
      { where: 'the page’s storage', content: '[{},{}]' },
    ],
    rows: thing === null ? (text === null ? [] : [row]) : null,
    items: 'ul > li',
    frames: [],
    sent: ['http://notes.test/replays'],
    channel: 'browser',
    outcome: text === null ? 'concealed' : 'granted',
  };
}

/** Two patients who look at their own pages, at each other's, and after a sign-out. */
async function look() {
  const deployment = await deploy({});
  const definition = describeDeployment(deployment.url, {
    surfaces: [
      page('GET /replays', { gives: 'list' }),
      page('GET /replays/{note}', { gives: 'read' }),
    ],
  });
  const { worker } = await testWorker(definition, { keepsSamples: true, part: 'scenarios' });
  const people = [await person(worker), await person(worker)] as const;
  const textOf = ({ thing }: Person) =>
    deployment.notes.find(({ id }) => id === thing.ids['note'])?.text ?? '';
  const [ann, bob] = people;
  for (const one of people)
    for (const thing of [null, one.thing])
      await worker.observe(
        shown(thing === null ? replays : player, one.session, { thing, text: textOf(one) }),
      );
  await worker.observe(shown(player, bob.session, { thing: ann.thing, text: null }));
  const ended = await worker.signOut(ann.session);
  await worker.observe(shown(player, ended, { thing: ann.thing, text: null }));
  await worker.observe(shown(replays, ended, { thing: null, text: null }));
  const plan = { ...worker.plan, surfaces: described(definition.surfaces).map(describeSurface) };
  const attempts = worker.recorded.attempts.length;
  await plantLeaks({ ...worker, plan }, { earlier: { facts: [], attempts: [] } });
  expect(worker.recorded.attempts).toHaveLength(attempts);
  const planted = worker.recorded.facts.filter((fact) => fact.fact === 'leak-planted');
  return { worker, plan, planted };
}

const namesOf = (planted: readonly PlantedLeak[], result: PlantedLeak['result']): string[] =>
  [
    ...new Set(
      planted.flatMap((one) => (one.result === result ? [`${one.surface}: ${one.leak}`] : [])),
    ),
  ].sort();

describe('leaks that are planted in pages as browsers showed them', () => {
  it('are noticed as the table demands, and raise no alarm', async () => {
    const { worker, plan, planted } = await look();
    const { verdict } = judgeRun({ plan, history: { ...worker.recorded, defects: [] } });
    expect(verdict.violations).toEqual([]);
    expect(verdict.reasons.filter((reason) => reason.includes('planted'))).toEqual([]);
    const noticed = namesOf(planted, 'noticed');
    expect(noticed).toEqual([
      `${player}: answer-after-sign-out`,
      `${player}: answer-for-refusal`,
      `${player}: answer-of-another`,
      `${replays}: answer-after-sign-out`,
      `${replays}: answer-of-another`,
      `${replays}: row-of-another`,
    ]);
    for (const { leak } of planted) expect(Object.keys(demandedOfPages)).toContain(leak);
    expect(verdict.sensitivity?.untried).not.toContain(replays);
  });

  it('pass without the scanner, so that the page is not judged', async () => {
    const { worker, plan, planted } = await look();
    const facts: Fact[] = [];
    await plantLeaks(
      {
        ...worker,
        plan,
        record: (fact) => void facts.push(fact),
        replayPage: async (...given) => {
          const attempt = await worker.replayPage(...given);
          return { ...attempt, sightings: [], items: attempt.items === null ? null : [] };
        },
      },
      { earlier: { facts: [], attempts: [] } },
    );
    const blind = facts.filter((fact) => fact.fact === 'leak-planted');
    expect(namesOf(blind, 'noticed')).toEqual([]);
    expect(blind).toHaveLength(planted.length);
    const before = worker.recorded.facts.filter((fact) => fact.fact !== 'leak-planted');
    const { attempts } = worker.recorded;
    const { verdict } = judgeRun({
      plan,
      history: { facts: [...before, ...blind], attempts, defects: [] },
    });
    const told = verdict.reasons.filter((reason) => reason.includes('a planted leak would pass'));
    for (const page of [replays, player])
      expect(told.some((reason) => reason.includes(page))).toBe(true);
  });

  it('are named where none was planted, with the reason', async () => {
    const { worker, plan } = await look();
    const other = 'shown GET /other';
    const facts: Fact[] = [];
    await plantLeaks(
      {
        ...worker,
        plan,
        record: (fact) => void facts.push(fact),
        unsampled: new Map([[other, 'full']]),
      },
      { earlier: { facts: [], attempts: [] } },
    );
    expect(facts).toContainEqual(
      expect.objectContaining({
        surface: other,
        result: 'unplanted',
        why: 'as many answers as are kept were kept of other surfaces',
      }),
    );
  });
});
