import {
  type Attempt,
  type DeliveryInfo,
  type RowClaim,
  type ToldRow,
  type Writing,
  channels,
  parts,
  sessionStates,
  writeWays,
} from '../attempts/attempt.ts';
import { type AnswerShape, shapeFormats } from '../attempts/answer-shape.ts';
import type { Closed, HistoryRecord, Opened } from './history-record.ts';
import { outcomes } from '../attempts/outcome.ts';
import { phases } from '../phase.ts';
import { readPictureName } from '../attempts/picture.ts';
import type { Sighting } from '../attempts/sighting.ts';
import { givenKinds } from '../surfaces/surface.ts';
import { traceIdPattern } from '../attempts/trace-id.ts';
import {
  type Check,
  type ShapeOf,
  text,
  number,
  truth,
  object,
  texts,
  oneOf,
  orNull,
  optional,
  listOf,
  shaped,
  eachShaped,
} from './record-checks.ts';
import { factShapes } from './fact-shapes.ts';

/** The longest line of a history that is read, in characters. */
export const maxLineLength = 8 * 1024 * 1024;

const phase = oneOf(phases);
const part = oneOf(parts);
const pictureName: Check = (value) => text(value) && readPictureName(String(value)) !== null;

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
  exchanged: optional(text),
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
      body: optional(text),
    }),
  ),
  channel: oneOf(channels),
  sentAt: number,
  answeredAt: number,
  outcome: oneOf(outcomes),
  why: optional(text),
  status: orNull(number),
  headers: texts,
  credentialsIn: optional(listOf(text)),
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
  view: optional(listOf(shaped({ where: text, value: text }))),
  rowsElsewhere: optional(number),
  listed: optional((value) => value === true),
  whole: optional(text),
  text: optional(shaped({ words: text, numbers: listOf(text) })),
  fields: optional(shaped({ all: listOf(text), personal: listOf(text) })),
  trace: optional((value) => text(value) && traceIdPattern.test(String(value))),
  shape: optional(answerShape),
  picture: optional(pictureName),
  delivery: optional(
    shaped({
      id: text,
      party: text,
      to: text,
      of: orNull(text),
    } satisfies ShapeOf<DeliveryInfo, never>),
  ),
  writing: optional(
    shaped({
      trial: text,
      write: text,
      step: number,
      way: optional(oneOf(writeWays)),
      owner: text,
      seen: optional(texts),
    } satisfies ShapeOf<Writing, never>),
  ),
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
