import type { AccountId } from '../../domain/account.ts';
import type { Attempt } from '../../domain/attempt.ts';
import type { Breach } from '../../domain/breach.ts';
import { fieldOfToken } from '../../domain/may-view.ts';
import { changesBetween, looksIn, trialsIn } from '../../domain/write-trial.ts';
import type { Change, Look, TrialAttempt } from '../../domain/write-trial.ts';
import type { ExaminedEvidence } from '../evidence/examined-evidence.ts';
import { describeKind } from '../evidence/gap.ts';
import { pathKey } from '../evidence/path-key.ts';
import type { Gap } from '../evidence/gap.ts';

/** What came of a trial. */
type Result = {
  write: string;
  /** Others' writes that got an answer that tells something. */
  tried: readonly TrialAttempt[];
  breach: Breach | null;
  /** The last write was by whoever may, and its owner saw the change. */
  isControlled: boolean;
  /** Somebody was to write as a control. */
  hasControl: boolean;
  /** Somebody's look or write came to nothing clear. */
  unclear: TrialAttempt | null;
  owner: AccountId;
};

/** What the trials of a run's judged phase came to, as a rule counts it. */
type Judged = { breaches: Breach[]; gaps: Gap[]; attempts: number; granted: number };

/** Judges the trials of writes in the judged phase. */
export function judgeTrials(evidence: ExaminedEvidence): Judged {
  const tally: Judged = { breaches: [], gaps: [], attempts: 0, granted: 0 };
  const { plan, phase, ledger, history } = evidence;
  const trials = [...trialsIn(history.attempts.filter((one) => one.phase === phase)).values()].map(
    (attempts) => attempts.toSorted((a, b) => a.sentAt - b.sentAt),
  );
  const moving = movingPlaces(trials);
  const results = trials.flatMap((attempts) => resultOf(evidence, attempts, moving) ?? []);
  for (const { tried, breach, isControlled, hasControl, unclear, owner, write } of results) {
    tally.attempts += tried.length;
    if (isControlled) tally.granted += 1;
    if (breach !== null) tally.breaches.push(breach);
    else if (hasControl && !isControlled) {
      const who = describeKind(ledger, owner);
      const why =
        'who may write that did, and the owner saw nothing change: let `json` change what a surface shows';
      tally.gaps.push({ surface: write, who, why });
    } else if (unclear !== null) {
      const who = describeKind(ledger, owner);
      tally.gaps.push({
        surface: write,
        who,
        why: 'what the owner saw around a write of another’s came to nothing clear',
      });
    }
  }
  for (const write of plan.writes ?? []) {
    const its = results.filter((result) => result.write === write);
    if (its.every(({ tried }) => tried.length === 0))
      tally.gaps.push({ surface: write, who: null, why: 'nobody has tried to write that' });
    else if (its.every(({ hasControl, breach }) => !hasControl && breach === null))
      tally.gaps.push({ surface: write, who: null, why: 'nobody who may write that did so' });
  }
  return tally;
}

/** Places that changed where nobody wrote, by write. */
function movingPlaces(
  trials: readonly (readonly TrialAttempt[])[],
): ReadonlyMap<string, ReadonlySet<string>> {
  const moving = new Map<string, Set<string>>();
  for (const attempts of trials) {
    const [first] = attempts;
    if (first === undefined || attempts.some(({ writing }) => writing.way !== undefined)) continue;
    const [before, ...later] = looksIn(attempts).values();
    const places = moving.get(first.writing.write) ?? new Set();
    moving.set(first.writing.write, places);
    for (const look of later)
      for (const change of changesBetween(before ?? new Map(), look)) places.add(keyOf(change));
  }
  return moving;
}

function keyOf({ surface, place }: Change): string {
  return `${surface}\n${pathKey(place)}`;
}

function resultOf(
  evidence: ExaminedEvidence,
  attempts: readonly TrialAttempt[],
  moving: ReadonlyMap<string, ReadonlySet<string>>,
): Result | null {
  const writes = attempts.filter(({ writing }) => writing.way !== undefined);
  const [first] = writes;
  if (first === undefined) return null;
  const { write, owner } = first.writing;
  const others = writes.filter(({ writing }) => writing.way !== 'own-write');
  const control = writes.find(({ writing }) => writing.way === 'own-write');
  const looks = [...looksIn(attempts)];
  const [, before = new Map()] = looks[0] ?? [];
  const ofOthers = looks.filter(([step]) => step > 0 && step < (control?.writing.step ?? Infinity));
  const movingHere = moving.get(write) ?? new Set();
  const last = ofOthers.at(-1)?.[1] ?? before;
  const after = looks.find(([step]) => step > (control?.writing.step ?? Infinity))?.[1];
  return {
    write,
    tried: others.filter(({ status }) => status !== null),
    breach: breachOf(evidence, { others, looks: ofOthers, before, moving: movingHere }),
    hasControl: control !== undefined,
    isControlled: after !== undefined && changesBetween(last, after).length > 0,
    unclear:
      others.find(({ status }) => status === null || status >= 500) ??
      attempts.find(({ surface, writing }) => {
        if (writing.way !== undefined) return false;
        return !looks.find(([step]) => step === writing.step)?.[1].has(surface);
      }) ??
      null,
    owner,
  };
}

type Around = {
  others: readonly TrialAttempt[];
  looks: readonly (readonly [number, Look])[];
  before: Look;
  moving: ReadonlySet<string>;
};

/** The first change that no quiet trial had, or sign of the writer, with the write before it; null: there is none. */
function breachOf(
  { ledger }: ExaminedEvidence,
  { others, looks, before, moving }: Around,
): Breach | null {
  for (const [step, look] of looks) {
    const attempt = others.findLast(({ writing }) => writing.step < step);
    if (attempt === undefined) continue;
    const signs = signsOf(before);
    for (const [surface, shown] of look) {
      const sign = shown.sightings.find(
        (sighting) =>
          sighting.kind === 'token' &&
          !signs.has(JSON.stringify(sighting.token)) &&
          isOfWrite(sighting.token),
      );
      if (sign?.kind === 'token') {
        const { name } = fieldOfToken(ledger, sign.token);
        return tamper(attempt, `${name} that another wrote`, surface, sign.where);
      }
    }
    const change = changesBetween(before, look).find((one) => !moving.has(keyOf(one)));
    if (change !== undefined)
      return tamper(attempt, 'what its owner sees of it', change.surface, change.place);
  }
  return null;

  /** Whether a token went with a write of somebody who is not the owner. */
  function isOfWrite(token: { run: number; account: number; field: number }): boolean {
    const { owner, thing } = fieldOfToken(ledger, token);
    return (
      thing !== null &&
      // A write that makes a thing has none of its own: its tokens are of one that is recorded nowhere.
      (others[0]?.thing ?? null) === (ledger.things.has(thing) ? thing : null) &&
      ledger.contested.has(thing) &&
      owner !== null &&
      owner !== others[0]?.writing.owner
    );
  }
}

function signsOf(look: Look): ReadonlySet<string> {
  return new Set(
    [...look.values()].flatMap(({ sightings }) =>
      sightings.flatMap((sighting) =>
        sighting.kind === 'token' ? [JSON.stringify(sighting.token)] : [],
      ),
    ),
  );
}

function tamper(attempt: TrialAttempt, what: string, surface: string, place: string): Breach {
  const told: Attempt = attempt;
  return {
    kind: 'tamper',
    attempt: told,
    owner: attempt.writing.owner,
    sighting: { what, where: `${surface} ${place}`, encoding: 'plain' },
    recorded: null,
    item: null,
  };
}
