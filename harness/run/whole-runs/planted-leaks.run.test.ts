import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { list, page, read, stream } from '../../deployment/surfaces/surfaces.ts';
import type { Http } from '../../deployment/http.ts';
import { json } from '../../exercise/http/serve.test-support.ts';
import { deploy, describeDeployment, noteAt } from '../../exercise/worker/worker.test-support.ts';
import type { Routes } from '../../exercise/worker/worker.test-support.ts';
import type { Attempt } from '../../domain/attempts/attempt.ts';
import { deriveLedger } from '../../domain/ledger/ledger.ts';
import type { PlantedLeak } from '../../domain/verdict/planted.ts';
import type { ExaminedEvidence } from '../../judging/evidence/examined-evidence.ts';
import { examine } from '../../judging/evidence/examine.ts';
import { invariants } from '../../judging/rules/catalogue.ts';
import { noForeignReading } from '../../judging/rules/no-foreign-reading.ts';
import type { Invariant } from '../../judging/rules/invariant.ts';
import { demanded } from '../../sensitivity/demanded.ts';
import { plantAgain, sweepAndJudge } from './sweep-and-judge.test-support.ts';

/** What an attempt would have been, had a part of the harness found nothing. */
const without: Record<string, (attempt: Attempt) => Attempt> = {
  scanner: (attempt) => ({
    ...attempt,
    sightings: [],
    items: attempt.items?.map((item) => ({ ...item, sightings: [] })) ?? null,
  }),
  'row finder': (attempt) => ({ ...attempt, items: null }),
  attribution: (attempt) => ({ ...attempt, items: [] }),
  classification: (attempt) => ({ ...attempt, outcome: 'denied' }),
};

/** A time at which everything had been granted, and would be again. */
class Always extends Map<string, { firstAnswered: number; lastSent: number }> {
  override get() {
    return { firstAnswered: -Infinity, lastSent: Infinity };
  }
}
const any = new Always();
/** Each refusal stands against a grant of its owner. */
const always = {
  ofThing: any,
  ofAddress: any,
  ofSurface: any,
  ofChange: new Set<string>(),
  ofSession: any,
  ofLife: any,
};

const write = { 'content-type': 'text/html' };
/** Notes as lists in two formats, as records, and as media; each only for its owner. */
const routes: Routes = {
  'GET /notes': (deployment, request, response) => {
    const viewer = deployment.viewer(request);
    if (viewer === undefined) return json(response, {}, 401);
    json(response, { items: deployment.notes.filter(({ owner }) => owner === viewer) });
  },
  'GET /page': (deployment, request, response) => {
    const viewer = deployment.viewer(request);
    if (viewer === undefined) return void response.writeHead(302, { location: '/login' }).end();
    const own = deployment.notes.filter(({ owner }) => owner === viewer);
    const rows = own.map(({ id, text }) => `<li><a href="/notes/${id}">${text}</a></li>`);
    response.writeHead(200, write).end(`<h1>Notes</h1><ul>${rows.join('')}</ul>`);
  },
  'GET /notes/{}': (deployment, request, response) => {
    const note = noteAt(deployment, request);
    const viewer = deployment.viewer(request);
    if (note === undefined || note.owner !== viewer)
      return json(response, {}, viewer === undefined ? 401 : 404);
    json(response, note);
  },
  'GET /sounds/{}': (deployment, request, response) => {
    const note = noteAt(deployment, request);
    const viewer = deployment.viewer(request);
    if (note === undefined || note.owner !== viewer)
      return json(response, {}, viewer === undefined ? 401 : 404);
    response
      .writeHead(200, { 'content-type': 'audio/wav' })
      .end(Buffer.concat([Buffer.from('RIFF\0'), Buffer.from(note.text.repeat(50))]));
  },
  // Nothing in it tells whose it is.
  'GET /pictures/{}': (deployment, request, response) => {
    const note = noteAt(deployment, request);
    const viewer = deployment.viewer(request);
    if (note === undefined || note.owner !== viewer)
      return json(response, {}, viewer === undefined ? 401 : 404);
    const bytes = createHash('sha512').update(note.id).digest();
    response
      .writeHead(200, { 'content-type': 'image/png' })
      .end(
        Buffer.concat(
          [...Array(40).keys()].map((turn) => Buffer.concat([bytes, Buffer.of(turn, 0)])),
        ),
      );
  },
  'GET /news': (deployment, request, response) =>
    json(response, deployment.viewer(request) ? { news: ['We are open'] } : {}, 200),
};
const surfaces = [
  list('GET /notes', { shows: 'note' }),
  page('GET /page', { gives: 'list', items: 'li', shows: 'note' }),
  read('GET /notes/{note}'),
  stream('GET /sounds/{note}'),
  stream('GET /pictures/{note}'),
];

type Run = Awaited<ReturnType<typeof sweepAndJudge>>;

const planted = ({ worker }: Run): PlantedLeak[] =>
  worker.recorded.facts.filter((fact) => fact.fact === 'leak-planted');

const isNoticed = ({ result }: PlantedLeak) => result === 'noticed';
const isSeen = ({ result }: PlantedLeak) => result === 'noticed' || result === 'unclear';

async function sweepNotes() {
  const { url } = await deploy(routes);
  return sweepAndJudge(url, surfaces, {}, { things: 2 });
}

/** Plants again in what a run kept, with other attempts or other invariants. */
const plantAgainIn = (run: Run, { change = (attempt) => attempt, rules }: Again) =>
  plantAgain(run, { replay: async (...given) => change(await run.worker.replay(...given)) }, rules);

type Again = { change?: (attempt: Attempt) => Attempt; rules?: readonly Invariant[] };

const readNote = 'GET /notes/{note}';

/** What owners are granted at a surface refused, but for the first time. */
function silenced(attempts: readonly Attempt[]): Attempt[] {
  const seen = new Set<string>();
  return attempts.map((attempt) => {
    const { surface, viewer, outcome } = attempt;
    if (surface !== readNote || outcome !== 'granted') return attempt;
    const isFirst = !seen.has(viewer);
    seen.add(viewer);
    return isFirst ? attempt : { ...attempt, outcome: 'denied', status: 403, sightings: [] };
  });
}

/** What could not be judged of foreign reading, with pairing and without. */
function gapsOf({ worker, plan }: Run, attempts: readonly Attempt[]) {
  const { facts } = worker.recorded;
  const history = { facts, attempts, defects: [] };
  const examined = examine({ plan, history, ledger: deriveLedger(plan, facts) });
  const judge = (evidence: ExaminedEvidence): readonly string[] => {
    const finding = noForeignReading.judge(evidence);
    return finding.verdict === 'inapplicable' ? [] : finding.reasons;
  };
  return { paired: judge(examined), always: judge({ ...examined, controls: always }) };
}

const namesOf = (leaks: readonly PlantedLeak[]): string[] =>
  [...new Set(leaks.map(({ surface, leak }) => `${surface}: ${leak}`))].sort();

describe('leaks that are planted in the answers of a healthy deployment', () => {
  it('are noticed as the table demands, and raise no alarm', async () => {
    const run = await sweepNotes();
    expect(run.verdict.violations).toEqual([]);
    expect(run.verdict.reasons.filter((reason) => reason.includes('planted'))).toEqual([]);
    const gives = new Map(run.plan.surfaces.map((surface) => [surface.id, surface.gives]));
    const missed = planted(run).filter((one) => {
      const kind = gives.get(one.surface);
      return kind !== undefined && demanded[one.leak]?.includes(kind) && !isSeen(one);
    });
    expect(namesOf(missed)).toEqual([]);
    // Every kind of surface was planted on, with all that the table demands of it.
    const ids = [...gives.keys()];
    expect([...new Set(planted(run).map(({ surface }) => surface))].sort()).toEqual(ids.sort());
    expect(run.verdict.sensitivity?.planted).toBeGreaterThan(60);
  });

  it('are not planted where every owner is answered the same', async () => {
    const { url } = await deploy(routes);
    const news = list('GET /news', { items: '$.news', unattributed: 'what is new in the clinic' });
    const run = await sweepAndJudge(url, [...surfaces, news], {}, { things: 2 });
    expect(planted(run).filter(({ surface }) => surface === 'GET /news')).toMatchObject([
      { result: 'impersonal' },
    ]);
  });
});

describe('leaks that are planted where sessions may live on after a sign-out', () => {
  it('are planted in what is answered once they may no longer', async () => {
    const { url } = await deploy(routes);
    const { accounts } = describeDeployment(url);
    const run = async ({ http }: { http: Http }) => void (await http.post('/sign-out'));
    const { verdict, worker } = await sweepAndJudge(url, surfaces, {
      accounts: { ...accounts, signOut: { run, within: 1 } },
    });
    const afterSignOut = worker.recorded.facts.filter(
      (fact) => fact.fact === 'leak-planted' && fact.leak === 'answer-after-sign-out',
    );
    expect(afterSignOut.length).toBeGreaterThanOrEqual(surfaces.length);
    expect(afterSignOut.filter((fact) => 'result' in fact && fact.result === 'blind')).toEqual([]);
    expect(verdict.reasons.filter((reason) => reason.includes('planted'))).toEqual([]);
  });
});

describe('without a part of the harness the score falls', () => {
  it.each([
    ['scanner', 'GET /notes/{note}: answer-of-another'],
    ['row finder', 'GET /notes: row-of-nobody'],
    ['attribution', 'GET /notes: row-of-nobody'],
    ['classification', 'GET /notes: own-row-missing'],
  ])('%s', async (part, lost) => {
    const run = await sweepNotes();
    const before = namesOf(planted(run).filter(isNoticed));
    const after = namesOf((await plantAgainIn(run, { change: without[part] })).filter(isNoticed));
    expect(before).toContain(lost);
    expect(after).not.toContain(lost);
    expect(after.length).toBeLessThan(before.length);
  });

  it('pairing: of silence alone, which no planted leak is', async () => {
    const run = await sweepNotes();
    const unpaired = invariants.map((rule) => ({
      ...rule,
      judge: (evidence: ExaminedEvidence) => rule.judge({ ...evidence, controls: always }),
    }));
    const before = namesOf(planted(run).filter(isNoticed));
    expect(namesOf((await plantAgainIn(run, { rules: unpaired })).filter(isNoticed))).toEqual(
      before,
    );
    // An owner who is refused from some time on, as all others are.
    const gaps = gapsOf(run, silenced(run.worker.recorded.attempts));
    expect(gaps.paired).toContainEqual(expect.stringContaining('are not paired'));
    expect(gaps.always.join()).not.toContain('are not paired');
  });

  it('each invariant', async () => {
    const run = await sweepNotes();
    const lost: Record<string, string> = {
      'no-foreign-listing': 'GET /notes: row-of-another',
      'no-foreign-reading': 'GET /notes/{note}: answer-for-refusal',
      'no-foreign-streaming': 'GET /sounds/{note}: answer-for-refusal',
      'no-anonymous-access': 'GET /notes/{note}: answer-to-nobody',
      'no-access-after-sign-out': 'GET /notes/{note}: answer-after-sign-out',
      'own-access': 'GET /notes: own-row-missing',
    };
    for (const [id, leak] of Object.entries(lost)) {
      const rules = invariants.filter((rule) => rule.id !== id);
      const seen = namesOf((await plantAgainIn(run, { rules })).filter(isNoticed));
      expect(namesOf(planted(run).filter(isNoticed))).toContain(leak);
      expect(seen, `without ${id}`).not.toContain(leak);
    }
  });
});
