import type { Fact } from './fact.ts';
import type { HistoryRecord } from './history.ts';

/** The longest line of a history that is read, in characters. */
export const maxLineLength = 8 * 1024 * 1024;

type Check = (value: unknown) => boolean;
type Shape = Readonly<Record<string, Check>>;

const text: Check = (value) => typeof value === 'string';
const number: Check = (value) => Number.isFinite(value);
const truth: Check = (value) => typeof value === 'boolean';
const object = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const texts: Check = (value) => object(value) && Object.values(value).every(text);
const oneOf =
  (...known: readonly string[]): Check =>
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
const shaped =
  (shape: Shape): Check =>
  (value) =>
    object(value) && Object.entries(shape).every(([key, check]) => check(value[key]));

const phase = oneOf('before-update', 'after-update');
const part = oneOf('sweep', 'properties', 'scenarios');

const factShapes: Readonly<Record<Fact['fact'], Shape>> = {
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
  'field-planted': {
    account: text,
    field: orNull(number),
    name: text,
    thing: orNull(text),
    carrier: oneOf('token', 'unique'),
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
  'signed-out': { from: number, account: text, session: text },
  'session-renewed': { from: number, account: text, session: text, expired: optional(truth) },
  failed: { account: orNull(text), cohort: texts, what: text, why: text },
  removed: { account: text, thing: optional(text) },
  'release-read': { phase, release: orNull(text) },
  'part-ended': {
    part: text,
    status: oneOf('completed', 'failed', 'interrupted'),
    why: text,
    files: optional(listOf(text)),
  },
  reproduction: { attempts: listOf(text), steps: listOf(text), reproduced: truth, replay: text },
  'document-read': { phase, why: orNull(text) },
  uncovered: { phase, surface: text, why: text, open: optional(truth) },
  'unmarked-field': { surface: text, where: text },
};

const place: Shape = { where: text, encoding: text };
const token = shaped({ run: number, account: number, field: number });
const sightingShapes: Readonly<Record<string, Shape>> = {
  token: { ...place, token },
  frame: { ...place, token },
  id: { ...place, account: text, thing: orNull(text), name: text },
  credential: { ...place, account: text, name: text },
  unique: { ...place, account: text, field: text },
};

const attemptShape: Shape = {
  id: text,
  worker: text,
  part,
  phase,
  release: orNull(text),
  viewer: text,
  session: orNull(text),
  sessionState: oneOf('none', 'open', 'signed-out', 'no-second-factor'),
  surface: text,
  thing: orNull(text),
  variant: text,
  channel: oneOf('http', 'browser', 'media', 'socket'),
  sentAt: number,
  answeredAt: number,
  outcome: oneOf('granted', 'denied', 'concealed', 'unclear'),
  why: optional(text),
  status: orNull(number),
  headers: texts,
  bytes: number,
  truncated: truth,
  digests: listOf(text),
  sightings: listOf((value) => kindOf(sightingShapes, value, 'kind')),
  items: orNull(
    listOf(
      shaped({ where: text, sightings: listOf(number), ids: listOf(text), whole: optional(text) }),
    ),
  ),
  retryOf: optional(text),
  shrinking: optional((value) => value === true),
};

const shapes: Readonly<Record<string, Shape>> = {
  opened: { worker: text, part: text, at: number },
  closed: { worker: text, at: number, records: number },
  attempt: attemptShape,
};

function kindOf(known: Readonly<Record<string, Shape>>, value: unknown, key: string): boolean {
  if (!object(value)) return false;
  const kind = value[key];
  if (typeof kind !== 'string' || !Object.hasOwn(known, kind)) return false;
  const shape = known[kind];
  return shape !== undefined && shaped(shape)(value);
}

function isRecord(value: unknown): value is HistoryRecord {
  if (!object(value)) return false;
  return value['type'] === 'fact'
    ? number(value['at']) && kindOf(factShapes, value, 'fact')
    : kindOf(shapes, value, 'type');
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
