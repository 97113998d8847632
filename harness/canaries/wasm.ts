/**
 * Just enough of an assembler to write a small WebAssembly function as an expression: no compiler
 * is needed to build or to change it. Opcodes: https://webassembly.github.io/spec/core/binary/
 */
export type Code = readonly number[];

const unsigned = (value: number): Code =>
  value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...unsigned(Math.floor(value / 128))];

const signed = (value: bigint): Code => {
  const low = Number(value & 0x7fn);
  const rest = value >> 7n;
  const done = (rest === 0n && low < 0x40) || (rest === -1n && low >= 0x40);
  return done ? [low] : [low | 0x80, ...signed(rest)];
};

/** An instruction that takes its operands from the stack. */
const plain =
  (...opcode: number[]) =>
  (...operands: Code[]): Code => [...operands.flat(), ...opcode];
const simd = (opcode: number) => plain(0xfd, ...unsigned(opcode));
const load =
  (align: number, ...opcode: number[]) =>
  (address: Code, offset = 0): Code => [...address, ...opcode, align, ...unsigned(offset)];

export const i32 = {
  const: (value: number): Code => [0x41, ...signed(BigInt(value))],
  add: plain(0x6a),
  sub: plain(0x6b),
  and: plain(0x71),
  shl: plain(0x74),
  shrU: plain(0x76),
  gtU: plain(0x4b),
  load8: load(0, 0x2d),
  store: (address: Code, value: Code, offset = 0): Code => [
    ...address,
    ...value,
    0x36,
    2,
    ...unsigned(offset),
  ],
};

export const i64 = {
  const: (value: bigint): Code => [0x42, ...signed(BigInt.asIntN(64, value))],
  add: plain(0x7c),
  sub: plain(0x7d),
  mul: plain(0x7e),
  and: plain(0x83),
  or: plain(0x84),
  xor: plain(0x85),
  shl: plain(0x86),
  shrU: plain(0x88),
  rotl: plain(0x89),
  ctz: plain(0x7a),
  eqz: plain(0x50),
  load: load(0, 0x29),
  wrap: plain(0xa7),
  extend: plain(0xad),
};

export const v128 = {
  load: load(0, 0xfd, 0),
  const: (bytes: ArrayLike<number>): Code => [0xfd, 12, ...Array.from(bytes)],
  splat: (byte: number): Code => v128.const(new Uint8Array(16).fill(byte)),
  and: simd(78),
  andNot: simd(79),
  or: simd(80),
  swizzle: simd(14),
  eq8: simd(35),
  ne8: simd(36),
  eq64: simd(214),
  isAny: simd(83),
  ltU8: simd(38),
  add8: simd(110),
  sub8: simd(113),
  shrU16: simd(141),
  bitmask8: simd(100),
};

/**
 * Vectors that a function reads from memory, from `address` on: the compiler writes a constant out as several
 * instructions wherever it stands, also in a loop, and a read from a fixed place as one.
 */
export const createConstants = (address: number) => {
  const vectors = new Map<string, ArrayLike<number>>();
  const vector = (bytes: ArrayLike<number>): Code => {
    const key = Array.from(bytes).join();
    if (!vectors.has(key)) vectors.set(key, bytes);
    return v128.load(i32.const(address), 16 * [...vectors.keys()].indexOf(key));
  };
  return {
    vector,
    splat: (byte: number): Code => vector(new Uint8Array(16).fill(byte)),
    /** What has to lie at the address. */
    bytes: () => Uint8Array.from([...vectors.values()].flatMap((bytes) => Array.from(bytes))),
  };
};

export const get = (local: number): Code => [0x20, ...unsigned(local)];
export const set = (local: number, value: Code): Code => [...value, 0x21, ...unsigned(local)];
export const block = (...body: Code[]): Code => [0x02, 0x40, ...body.flat(), 0x0b];
export const loop = (...body: Code[]): Code => [0x03, 0x40, ...body.flat(), 0x0b];
export const when = (condition: Code, then: Code[], otherwise: Code[] = []): Code => [
  ...condition,
  0x04,
  0x40,
  ...then.flat(),
  0x05,
  ...otherwise.flat(),
  0x0b,
];
export const branch = (depth: number): Code => [0x0c, depth];
export const branchIf = (depth: number, condition: Code): Code => [...condition, 0x0d, depth];

export const types = { i32: 0x7f, i64: 0x7e, v128: 0x7b } as const;

/** An exported function that takes and gives i32s; `locals` are those after its parameters. */
export type WasmFunction = {
  name: string;
  parameters: number;
  locals: readonly (keyof typeof types)[];
  body: Code;
};

/** A module with one memory of `pages` × 64 KiB, exported as `memory`. */
export const assemble = (pages: number, functions: readonly WasmFunction[]) => {
  const sized = (bytes: Code): Code => [...unsigned(bytes.length), ...bytes];
  const list = (items: Code[]): Code => [...unsigned(items.length), ...items.flat()];
  const section = (id: number, items: Code[]): Code => [id, ...sized(list(items))];
  const name = (text: string): Code => sized([...new TextEncoder().encode(text)]);
  const limits: Code = [1, ...unsigned(pages), ...unsigned(pages)];
  return Uint8Array.from([
    0,
    0x61,
    0x73,
    0x6d,
    1,
    0,
    0,
    0,
    ...section(
      1,
      functions.map((f) => [
        0x60,
        ...list(Array.from({ length: f.parameters }, () => [types.i32])),
        1,
        types.i32,
      ]),
    ),
    ...section(
      3,
      functions.map((_, index) => [index]),
    ),
    ...section(5, [limits]),
    ...section(7, [
      [...name('memory'), 2, 0],
      ...functions.map((f, index) => [...name(f.name), 0, index]),
    ]),
    ...section(
      10,
      functions.map((f) =>
        sized([...list(f.locals.map((type) => [1, types[type]])), ...f.body, 0x0b]),
      ),
    ),
  ]);
};
