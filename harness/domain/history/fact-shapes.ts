import { parts } from '../attempts/attempt.ts';
import { markingCarriers } from '../accounts/carrier.ts';
import { type Fact, type FactOf, partStatuses } from '../ledger/fact.ts';
import { leftOutInWords } from '../attempts/left-out.ts';
import { phases } from '../phase.ts';
import { readPictureName } from '../attempts/picture.ts';
import { plantedCells, plantings, weights } from '../verdict/planted.ts';
import {
  type Check,
  type ShapeOf,
  text,
  number,
  truth,
  texts,
  numbers,
  oneOf,
  orNull,
  optional,
  listOf,
  shaped,
} from './record-checks.ts';

const phase = oneOf(phases);
const part = oneOf(parts);
const pictureName: Check = (value) => text(value) && readPictureName(String(value)) !== null;

/** A check for each field of each kind of fact. */
export const factShapes: Readonly<{
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
  'made-to-look': { account: text },
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
  addressed: { account: text, thing: text, party: text, to: text },
  contested: { account: text, thing: text },
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
  'clock-moved': { by: number },
  'leak-planted': {
    phase,
    surface: text,
    leak: text,
    title: text,
    weight: oneOf(weights),
    cell: oneOf(plantedCells),
    viewer: text,
    owner: text,
    result: oneOf(plantings),
    why: text,
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
