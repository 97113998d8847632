import type { AccountId } from '../../domain/accounts/account.ts';
import type { Attempt } from '../../domain/attempts/attempt.ts';
import type { Breach } from '../../domain/verdict/breach.ts';
import { fieldOfToken } from '../../domain/ledger/may-view.ts';
import type { TokenContent } from '../../domain/attempts/sighting.ts';
import { changesBetween, looksIn, trialsIn } from '../../domain/attempts/write-trial.ts';
import type { Change, Look, TrialAttempt } from '../../domain/attempts/write-trial.ts';
import type { ExaminedEvidence } from '../evidence/examined-evidence.ts';
import { describeKind } from '../evidence/gap.ts';
import { pathKey } from '../evidence/signs/path-key.ts';
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
  const toOwn = trials
    .flat()
    .filter(({ writing: { way, write } }) => way !== undefined && isOwn(write));
  const known = {
    moving: movingPlaces(trials),
    mixing: findMixing(evidence),
    toOwn,
    mixedBefore: findMixing(evidence, Math.min(...toOwn.map(({ sentAt }) => sentAt))),
  };
  const results = trials.flatMap((attempts) => resultOf(evidence, attempts, known) ?? []);
  for (const { tried, breach, isControlled, hasControl, unclear, owner, write } of results) {
    tally.attempts += isOwn(write) ? Number(isControlled) : tried.length;
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
    // What stands at one address for all is another's to nobody.
    const isTried = its.some(
      ({ tried, isControlled }) => tried.length > 0 || (isOwn(write) && isControlled),
    );
    if (!isTried)
      tally.gaps.push({ surface: write, who: null, why: 'nobody has tried to write that' });
    else if (its.every(({ hasControl, breach }) => !hasControl && breach === null))
      tally.gaps.push({ surface: write, who: null, why: 'nobody who may write that did so' });
  }
  return tally;
}

/** Whether a write is of the account that writes, as `isOfAccount` of its description says. */
function isOwn(write: string): boolean {
  return !/^POST |\{/.test(write);
}

type Known = {
  moving: ReadonlyMap<string, ReadonlySet<string>>;
  /** Surfaces that mix owners up: what differs there from an earlier look need not have been written by anybody. */
  mixing: ReadonlySet<string>;
  /** Writes to what is the writer's own account. */
  toOwn: readonly TrialAttempt[];
  /** As `mixing`, by what was seen before these: what they spill into others' views is not mixed up there. */
  mixedBefore: ReadonlySet<string>;
};

/** Surfaces that answered accounts who were signed in, and asked for their own, with what is another's. */
function findMixing({ attempts, weighings }: ExaminedEvidence, before = Infinity): Set<string> {
  return new Set(
    attempts.flatMap(({ attempt, asked, state }, index) =>
      asked === 'own' &&
      state === 'open' &&
      attempt.sentAt < before &&
      (weighings[index]?.leaks.length ?? 0) > 0
        ? [attempt.surface]
        : [],
    ),
  );
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
  { moving, mixing, toOwn, mixedBefore }: Known,
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
    breach:
      breachOf(evidence, { others, looks: ofOthers, before, moving: movingHere, mixing }) ??
      spilt(evidence, { toOwn, mixedBefore }, { owner, before, after }),
    hasControl: control !== undefined,
    isControlled:
      control !== undefined && after !== undefined && isChanged(evidence, control, last, after),
    unclear:
      others.find(({ status }) => status === null || status >= 500) ??
      attempts.find(({ surface, writing }) => {
        if (writing.way !== undefined) return false;
        const isClear = looks.find(([step]) => step === writing.step)?.[1].has(surface) === true;
        return !isClear || mixing.has(surface);
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
  mixing: ReadonlySet<string>;
};

/**
 * The first change that no quiet trial had, or sign of the writer, with the write before it; null: there is none. Where a
 * surface mixes owners up, only the writer's signs tell.
 */
function breachOf(
  evidence: ExaminedEvidence,
  { others, looks, before, moving, mixing }: Around,
): Breach | null {
  for (const [step, look] of looks) {
    const attempt = others.findLast(({ writing }) => writing.step < step);
    if (attempt === undefined) continue;
    const sign = signOf(evidence, attempt, before, look);
    if (sign !== null) return tamper(attempt, sign.what, sign.surface, sign.where);
    const change = changesBetween(before, look).find(
      (one) => !moving.has(keyOf(one)) && !mixing.has(one.surface),
    );
    if (change !== undefined)
      return tamper(attempt, 'what its owner sees of it', change.surface, change.place);
  }
  return null;
}

/** What others wrote to their own accounts, and an owner is shown of theirs; null: nothing. */
function spilt(
  evidence: ExaminedEvidence,
  { toOwn, mixedBefore }: Pick<Known, 'toOwn' | 'mixedBefore'>,
  { owner, before, after }: { owner: AccountId; before: Look; after: Look | undefined },
): Breach | null {
  for (const write of toOwn) {
    if (write.viewer === owner || after === undefined) continue;
    const sign = signOf(evidence, write, before, after);
    const { writing } = write;
    if (sign !== null && !mixedBefore.has(sign.surface))
      return tamper(
        { ...write, writing: { ...writing, owner } },
        sign.what,
        sign.surface,
        sign.where,
      );
  }
  return null;
}

/** Whether an owner saw the effect of a write between two looks. */
function isChanged(
  evidence: ExaminedEvidence,
  write: TrialAttempt,
  before: Look,
  after: Look,
): boolean {
  return (
    changesBetween(before, after).length > 0 || signOf(evidence, write, before, after) !== null
  );
}

/**
 * A token that went with a write, which an owner's look shows and the one before did not; null: there is none. Of a write
 * to a thing whoever wrote it is the same; one that makes a thing is told by its author.
 */
function signOf(
  { ledger }: ExaminedEvidence,
  { thing, viewer, writing: { way, owner } }: TrialAttempt,
  before: Look,
  after: Look,
): { what: string; surface: string; where: string } | null {
  const known = signsOf(before);
  const isOfWrite = (token: TokenContent): boolean => {
    const field = fieldOfToken(ledger, token);
    if (field.thing === null || !ledger.contested.has(field.thing)) return false;
    if (thing === null) return field.owner === viewer && !ledger.things.has(field.thing);
    return field.thing === thing && (way === 'own-write' || field.owner !== owner);
  };
  for (const [surface, { sightings }] of after) {
    for (const sighting of sightings) {
      if (sighting.kind !== 'token' || known.has(JSON.stringify(sighting.token))) continue;
      if (!isOfWrite(sighting.token)) continue;
      const { name } = fieldOfToken(ledger, sighting.token);
      return { what: `${name} that another wrote`, surface, where: sighting.where };
    }
  }
  return null;
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
