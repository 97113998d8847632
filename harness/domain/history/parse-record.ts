import {
  type Attempt,
  type RowClaim,
  type ToldRow,
  channels,
  parts,
  sessionStates,
} from '../attempt.ts';
import { type AnswerShape, shapeFormats } from '../answer-shape.ts';
import { type Fact, type FactOf, markingCarriers, partStatuses } from '../fact.ts';
import type { Closed, HistoryRecord, Opened } from './history-record.ts';
import { leftOutInWords } from '../left-out.ts';
import { outcomes } from '../outcome.ts';
import { phases } from '../phase.ts';
import { readPictureName } from '../picture.ts';
import type { Sighting } from '../sighting.ts';
import { givenKinds } from '../surface.ts';
import { traceIdPattern } from '../trace-id.ts';

/** The longest line of a history that is read, in characters. */
export const maxLineLength = 8 * 1024 * 1024;

type Check = (value: unknown) => boolean;
type Shape = Readonly<Record<string, Check>>;
/** A check for each field of a record, optional ones included: the compiler refuses a shape that lacks one. */
type ShapeOf<Type, Known extends string = 'type'> = Readonly<
  Record<Exclude<keyof Type, Known>, Check>
>;

const text: Check = (value) => typeof value === 'string';
const number: Check = (value) => Number.isFinite(value);
const truth: Check = (value) => typeof value === 'boolean';
const object = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const texts: Check = (value) => object(value) && Object.values(value).every(text);
const numbers: Check = (value) => object(value) && Object.values(value).every(number);
const oneOf =
  (known: readonly string[]): Check =>
  (value) =>
    text(value) && known.includes(String(value));
const orNull =
  (check: Check): Check =>
  (value) =>
    value === null || check(value);
const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value);
const listOf =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check);
// Taken apart once, not for each of a million records.
const shaped = (shape: Shape): Check => {
  const fields = Object.entries(shape);
  return (value) => object(value) && fields.every(([key, check]) => check(value[key]));
};
const eachShaped = (shapes: Readonly<Record<string, Shape>>): Readonly<Record<string, Check>> =>
  Object.fromEntries(Object.entries(shapes).map(([kind, shape]) => [kind, shaped(shape)]));

const phase = oneOf(phases);
const part = oneOf(parts);
const pictureName: Check = (value) => text(value) && readPictureName(String(value)) !== null;

const factShapes: Readonly<{
  [Kind in Fact['fact']]: ShapeOf<FactOf<Kind>, 'type' | 'fact' | 'at'>;
}> = {
  'account-created': {
    account: text,
    number,
    role: text,
    cohort: texts,
    phase,
    ids: texts,
    digests: optional(texts),
    secondFactor: truth,
    part: optional(part),
  },
  formerly: { account: text, runs: listOf(shaped({ run: number, number })) },
  'thing-created': { thing: text, owner: text, phase, ids: texts, digests: optional(texts) },
  became: { account: text, levels: texts },
  'field-planted': {
    account: text,
    field: orNull(number),
    name: text,
    thing: orNull(text),
    carrier: oneOf(markingCarriers),
  },
  entitled: {
    from: optional(number),
    viewer: text,
    owner: text,
    thing: orNull(text),
    field: orNull(text),
  },
  revoked: { from: number, viewer: text, owner: text, thing: orNull(text) },
  'signed-in': { account: text, session: text, phase, secondFactorAsked: truth },
  'signed-out': {
    from: number,
    livesUntil: optional(number),
    account: text,
    session: text,
  },
  'session-renewed': { from: number, account: text, session: text, expired: optional(truth) },
  failed: { account: orNull(text), cohort: texts, what: text, why: text },
  removed: { account: text, thing: optional(text) },
  'release-read': {
    phase,
    release: orNull(text),
    parts: optional(texts),
    asked: optional(truth),
  },
  pictured: { attempt: text, picture: pictureName },
  'part-ended': {
    part: text,
    status: oneOf(partStatuses),
    why: text,
    files: optional(listOf(text)),
  },
  reproduction: { attempts: listOf(text), steps: listOf(text), reproduced: truth, replay: text },
  'document-read': { phase, why: orNull(text), whole: optional(truth) },
  'source-read': { phase, source: text, why: orNull(text), added: listOf(text) },
  uncovered: {
    phase,
    surface: text,
    why: text,
    open: optional(truth),
    dataless: optional(truth),
    performed: optional(truth),
  },
  'unmarked-field': { surface: text, where: text },
  'left-out': {
    phase,
    what: oneOf(Object.keys(leftOutInWords)),
    surface: text,
    where: text,
    most: number,
    count: number,
  },
  probed: {
    phase,
    probe: text,
    title: text,
    planned: number,
    cut: number,
    late: optional(numbers),
    beyond: optional(numbers),
    unfinished: optional(truth),
    why: orNull(text),
    own: optional(truth),
  },
};

const place = { where: text, encoding: text };
const token = shaped({ run: number, account: number, field: number });
const sightingShapes: Readonly<{
  [Kind in Sighting['kind']]: ShapeOf<Extract<Sighting, { kind: Kind }>, 'kind'>;
}> = {
  token: { ...place, token },
  frame: { ...place, token },
  id: { ...place, account: text, thing: orNull(text), name: text },
  credential: { ...place, account: text, name: text },
  unique: { ...place, account: text, field: text },
};
const sightingChecks = eachShaped(sightingShapes);

const told = shaped({
  mine: truth,
  own: listOf(text),
  other: listOf(text),
  part: optional((value) => value === true),
  sibling: optional((value) => value === true),
} satisfies ShapeOf<ToldRow, never>);

const claim = shaped({
  by: oneOf(['own', 'beside', 'aside']),
  own: optional(listOf(text)),
  other: optional(listOf(text)),
} satisfies ShapeOf<RowClaim, never>);

const answerShape = shaped({
  format: oneOf(shapeFormats),
  text: listOf((piece) => text(piece) || number(piece)),
} satisfies ShapeOf<AnswerShape, never>);

const attemptShape: ShapeOf<Attempt> = {
  id: text,
  worker: text,
  part,
  phase,
  release: orNull(text),
  viewer: text,
  session: orNull(text),
  sessionState: oneOf(sessionStates),
  lent: optional(truth),
  surface: text,
  gives: optional(oneOf(givenKinds)),
  thing: orNull(text),
  variant: text,
  probe: optional(text),
  changed: optional(
    shaped({
      method: text,
      path: orNull(text),
      elsewhere: truth,
      idsOnly: optional(truth),
      headers: texts,
    }),
  ),
  channel: oneOf(channels),
  sentAt: number,
  answeredAt: number,
  outcome: oneOf(outcomes),
  why: optional(text),
  status: orNull(number),
  headers: texts,
  bytes: number,
  truncated: truth,
  digests: listOf(text),
  sightings: listOf((value) => kindOf(sightingChecks, value, 'kind')),
  items: orNull(
    listOf(
      shaped({
        where: text,
        sightings: listOf(number),
        ids: listOf(text),
        whole: optional(text),
        told: optional(told),
        claim: optional(claim),
      }),
    ),
  ),
  numbers: optional(listOf(shaped({ where: text, value: number }))),
  listed: optional((value) => value === true),
  whole: optional(text),
  text: optional(shaped({ words: text, numbers: listOf(text) })),
  fields: optional(shaped({ all: listOf(text), personal: listOf(text) })),
  trace: optional((value) => text(value) && traceIdPattern.test(String(value))),
  shape: optional(answerShape),
  picture: optional(pictureName),
  retryOf: optional(text),
  shrinking: optional((value) => value === true),
};

const openedShape: ShapeOf<Opened> = {
  worker: text,
  part: text,
  at: number,
  plan: optional(text),
};
const closedShape: ShapeOf<Closed> = {
  worker: text,
  at: number,
  records: number,
  digest: optional(text),
  seal: optional(text),
};
const shapes = { opened: openedShape, closed: closedShape, attempt: attemptShape };
const factChecks = eachShaped(factShapes);
const checks = eachShaped(shapes);

function kindOf(known: Readonly<Record<string, Check>>, value: unknown, key: string): boolean {
  if (!object(value)) return false;
  const kind = value[key];
  if (typeof kind !== 'string' || !Object.hasOwn(known, kind)) return false;
  return known[kind]?.(value) ?? false;
}

function isRecord(value: unknown): value is HistoryRecord {
  if (!object(value)) return false;
  return value['type'] === 'fact'
    ? number(value['at']) && kindOf(factChecks, value, 'fact')
    : kindOf(checks, value, 'type');
}

/**
 * Reads one line of a history. Anything that is not a whole record gives a defect in words, which never
 * quotes the line: a history is judged where its content must not be printed.
 */
export function parseRecord(line: string): { record: HistoryRecord } | { defect: string } {
  if (line.length > maxLineLength) return { defect: 'is longer than a record can be' };
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return { defect: 'is not JSON' };
  }
  return isRecord(value) ? { record: value } : { defect: 'is not a record of a history' };
}
