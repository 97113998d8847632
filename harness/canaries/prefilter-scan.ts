import { BLOOM_BITS, mayHold } from './prefilter-hash.ts';
import { isBase64, isNeedle, isOpener } from './prefilter-needles.ts';
import {
  block,
  branch,
  branchIf,
  createConstants,
  get,
  i32,
  i64,
  loop,
  set,
  v128,
  when,
} from './wasm.ts';
import type { Code, WasmFunction } from './wasm.ts';

/** Where the vectors lie that the scan compares with: after the filter. */
export const CONSTANTS = 2 ** BLOOM_BITS / 8;
export const constants = createConstants(CONSTANTS);

const is = (vector: Code, letter: string) =>
  v128.eq8(vector, constants.splat(letter.charCodeAt(0)));
const isWithin = (vector: Code, from: string, count: number) =>
  v128.ltU8(v128.sub8(vector, constants.splat(from.charCodeAt(0))), constants.splat(count));

const [at, to, out, start, vector] = [0, 1, 2, 3, 4];
/** Masks of 64 bits: 16 positions seen before, then the 48 of this block. */
const [threes, digits, gaps, strokes, words, needles, pairs, found] = [5, 6, 7, 8, 9, 10, 11, 12];
/** Where a word ends, its hash, and the filter's bits. */
const [word, hash, bits] = [13, 14, 15];
/** Halves of vectors that are letters of base64 throughout, or signs that lie between these. */
const full = 16;
/** What may stand between two letters of a word. */
const openers = 17;

const and = (...masks: Code[]) => masks.reduce((left, right) => i64.and(left, right));
const or = (...masks: Code[]) => masks.reduce((left, right) => i64.or(left, right));
/** A mask of the positions that lie `by` after those of another. */
const after = (mask: Code, by: number) => (by ? i64.shl(mask, i64.const(BigInt(by))) : mask);
const digitsAt = (...distances: number[]) => and(...distances.map((by) => after(get(digits), by)));

/** Adds the 16 positions of a lane to a mask. */
const collect = (mask: number, lane: number, lanes: Code) =>
  set(
    mask,
    i64.or(
      lane === 0 ? i64.shrU(get(mask), i64.const(48n)) : get(mask),
      after(i64.extend(v128.bitmask8(lanes)), 16 * (lane + 1)),
    ),
  );

const classify = (lane: number): Code[] => {
  const near = (offset: number) =>
    v128.load(i32.sub(get(at), i32.const(2)), 2 + 16 * lane + offset);
  const here = get(vector);
  const letter = isWithin(v128.or(here, constants.splat(0x20)), 'a', 26);
  const digit = isWithin(here, '0', 10);
  // What follows a backslash or a percent sign belongs to the escape, not to a word.
  const escaped = v128.or(v128.or(is(near(-1), '\\'), is(near(-1), '%')), is(near(-2), '%'));
  return [
    set(vector, near(0)),
    collect(threes, lane, is(here, '3')),
    collect(digits, lane, digit),
    collect(gaps, lane, v128.or(is(here, ' '), is(here, '-'))),
    collect(strokes, lane, v128.or(isWithin(here, '-', 3), is(here, '_'))),
    set(
      full,
      v128.or(
        lane === 0 ? constants.splat(0) : get(full),
        v128.eq64(isWithin(here, '+', 0x50), constants.splat(0xff)),
      ),
    ),
    collect(words, lane, v128.andNot(v128.or(letter, digit), escaped)),
    collect(
      needles,
      lane,
      isNeedle((offset) => (offset === 0 ? here : near(offset)), constants),
    ),
    collect(
      openers,
      lane,
      isOpener((offset) => (offset === 0 ? here : near(offset)), constants),
    ),
  ];
};

const emit = (position: Code, detail: Code): Code[] => [
  i32.store(get(out), position),
  i32.store(get(out), detail, 4),
  set(out, i32.add(get(out), i32.const(8))),
];

/** Runs the body for each position found in this block; `position` is its address. */
const each = (mask: Code, body: (position: Code) => Code[]): Code[] => [
  set(found, i64.and(mask, i64.const(-0x10000n))),
  block(
    loop(
      branchIf(1, i64.eqz(get(found))),
      ...body(i32.add(i32.sub(get(at), i32.const(16)), i64.wrap(i64.ctz(get(found))))),
      set(found, i64.and(get(found), i64.sub(get(found), i64.const(1n)))),
      branch(0),
    ),
  ),
];

/** Emits a word when the dictionary may hold it. */
const look = (from: Code, end: Code): Code[] => [
  set(word, end),
  when(mayHold(from, get(word), hash, bits), emit(get(word), i32.sub(get(word), from))),
];

/** Threes that no other follows in this block: a price such as 233.33333333333334 has one place to look at. */
const lastThrees = i64.and(
  get(threes),
  i64.xor(i64.shrU(get(threes), i64.const(1n)), i64.const(-1n)),
);

/** Two pairs of threes within ten bytes (in whatever escape), or four threes a byte apart. */
const prefixes = (): Code[] => {
  const two = or(get(pairs), after(get(pairs), 1));
  const four = or(get(found), after(get(found), 2));
  const seven = or(get(found), after(get(found), 3));
  return [
    set(pairs, and(get(threes), after(get(threes), 1))),
    set(found, two),
    set(found, four),
    set(found, seven),
    ...each(
      or(
        and(
          lastThrees,
          or(
            and(get(pairs), after(get(found), 2)),
            and(...[0, 2, 4, 6].map((by) => after(get(threes), by))),
          ),
        ),
        get(needles),
      ),
      (position) => emit(position, i32.const(0)),
    ),
  ];
};

/** Three digits, a gap, three digits: 999 123 4567, +44 7700 900123. */
const groups = each(and(digitsAt(0, 1, 2, 4, 5, 6), after(get(gaps), 3)), (position) =>
  emit(position, i32.const(1)),
);

/** What may cut a word, right behind a letter of one or a sign within an id. */
const cuts = each(and(get(openers), after(or(get(words), get(strokes)), 1)), (position) =>
  emit(position, i32.const(3)),
);

/** 1987-03-21 and 21/03/1987. */
const dates = each(
  and(
    digitsAt(0, 1, 3, 6, 8, 9),
    or(
      and(digitsAt(4, 7), after(get(strokes), 2), after(get(strokes), 5)),
      and(digitsAt(2, 5), after(get(strokes), 4), after(get(strokes), 7)),
    ),
  ),
  (position) => look(i32.sub(position, i32.const(9)), i32.add(position, i32.const(1))),
);

/** Runs of eight letters and digits or more: their begin and their end are where `pairs` turns. */
const runs = [
  set(pairs, and(get(words), after(get(words), 1))),
  set(pairs, and(get(pairs), after(get(pairs), 2))),
  set(pairs, and(get(pairs), after(get(pairs), 4))),
  ...each(i64.xor(get(pairs), after(get(pairs), 1)), (position) => [
    when(
      i64.wrap(and(i64.shrU(get(pairs), i64.ctz(get(found))), i64.const(1n))),
      [set(start, i32.sub(position, i32.const(7)))],
      look(get(start), position),
    ),
  ]),
];

/** Where a run of sixteen letters of base64 is complete. One of 24 fills a half of a vector there, which is rare in prose. */
const runsOfBase64 = when(v128.isAny(get(full)), [
  set(pairs, i64.const(0n)),
  ...[0, 1, 2, 3].flatMap((lane) => [
    set(vector, v128.load(i32.sub(get(at), i32.const(16)), 16 * lane)),
    set(
      pairs,
      or(get(pairs), after(i64.extend(v128.bitmask8(isBase64(get(vector), constants))), 16 * lane)),
    ),
  ]),
  ...[1, 2, 4, 8].map((by) => set(pairs, and(get(pairs), after(get(pairs), by)))),
  ...each(and(get(pairs), i64.xor(after(get(pairs), 1), i64.const(-1n))), (position) =>
    emit(i32.sub(position, i32.const(15)), i32.const(2)),
  ),
]);

/**
 * `scan(from, to, out)`: looks at the bytes between two addresses in blocks of 48, writes events to
 * `out` as pairs of 32-bit numbers and gives the end of what it wrote. Events are
 * - (position, 0): a needle (see prefilter-needles.ts) begins, or threes end, here;
 * - (position, 1): groups of three digits or more meet before here;
 * - (position, 2): sixteen letters of base64 or more begin here;
 * - (position, 3): what may cut a word begins here (see cut-words.ts);
 * - (end, length): what may be a word of the dictionary ended here.
 *
 * Reads up to 2 bytes before the range and 66 after it.
 */
export const scan: WasmFunction = {
  name: 'scan',
  parameters: 3,
  locals: [
    'i32',
    'v128',
    'i64',
    'i64',
    'i64',
    'i64',
    'i64',
    'i64',
    'i64',
    'i64',
    'i32',
    'i32',
    'i64',
    'v128',
    'i64',
  ],
  body: [
    ...block(
      loop(
        branchIf(1, i32.gtU(get(at), get(to))),
        ...[0, 1, 2].flatMap(classify),
        ...prefixes(),
        ...groups,
        ...cuts,
        ...dates,
        ...runs,
        runsOfBase64,
        set(at, i32.add(get(at), i32.const(48))),
        branch(0),
      ),
    ),
    ...get(out),
  ],
};
