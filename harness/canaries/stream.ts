import type { Allowance } from './allowance.ts';
import type { Dictionary } from './dictionary.ts';
import { cutAt } from './cut-words.ts';
import type { Cut } from './cut-words.ts';
import { tokenAt } from './find-token.ts';
import { follow } from './follower.ts';
import type { Follower, Writer } from './follower.ts';
import { invisibleAt, withoutInvisible } from './invisible.ts';
import { deflatedWordAt, memberAt } from './members.ts';
import type { Member } from './members.ts';
import type { createPdfs } from './pdfs.ts';
import { DEPTHS } from './prefilter.ts';
import { INVISIBLE } from './sightings.ts';
import type { createSightings } from './sightings.ts';

/** What the layers of one body share. */
export type Body<Ref> = {
  dictionary: Dictionary<Ref>;
  allowance: Allowance;
  sightings: ReturnType<typeof createSightings<Ref>>;
  pdfs: ReturnType<typeof createPdfs>;
};

/** Where a layer is: how deep, in what packed (`gzip > zip > `), since which byte of the body, in which file of a zip. */
export type Layer = {
  depth: number;
  path: string;
  offset: number | null;
  file?: string;
  /** It is a part of a text without its invisible characters; gives the place in the text of a place in it. */
  placeOf?(at: number): number;
};

/** What is looked at at once. */
const PIECE = 32 * 1024;
/** Less than this waits for more. */
const LITTLE = 4 * 1024;
/** Bytes kept before the place up to which all is done: escapes and the sides of a known word. */
const BEHIND = 512;
/** Bytes needed after a place to judge it. */
const AHEAD = 512;
/** Words up to this length are never cut. */
const WORD = 4 * 1024;
/** More packed things open at once are not looked into. */
const MOST_OPEN = 8;

/**
 * Scans one layer of a body: passes each piece through the prefilter, looks closely where that
 * says so, and follows what is packed within. Keeps at most a few kilobytes between two pieces.
 */
export const createStream = <Ref>(body: Body<Ref>, layer: Layer): Writer => {
  const { dictionary, allowance, sightings } = body;
  const { memory, textAt, scan } = dictionary.prefilter;
  const { placeOf = (at) => at } = layer;
  const text = textAt(layer.depth);
  let kept = Buffer.alloc(0);
  /** How much of what is kept is done, and the offset of what follows. */
  let [done, offset] = [0, 0];
  let followers: Follower[] = [];
  let inPdf = false;

  const note = (position: number, encoding: string) => ({
    encoding: layer.path + encoding,
    offset: layer.offset ?? placeOf(Math.max(0, offset + position - text - done)),
    ...(layer.file === undefined ? {} : { file: layer.file }),
  });
  const known = (hits: ReturnType<typeof dictionary.wordAt>, position: number) => {
    for (const { entry, encoding } of hits) {
      sightings.add({ kind: 'known', entry, ...note(position, encoding) });
    }
  };
  const gap = (reason: string) => void sightings.gaps.add(reason);

  const open = (member: Member | string | null, position: number, end: number) => {
    if (typeof member === 'string') gap(member);
    if (member === null || typeof member === 'string') return;
    const isPdf = member.name === 'pdf';
    // The first one takes those behind it along; and a part without its invisible characters is none.
    if (isPdf && (inPdf || layer.placeOf !== undefined)) return;
    if (layer.depth + 1 >= DEPTHS && !isPdf) {
      if (!member.name.endsWith('deflate')) gap('packed too deep');
      return;
    }
    followers = followers.filter((follower) => !follower.isDone);
    if (followers.length >= MOST_OPEN) return gap('too many packed things at once');
    if (!allowance.open()) return gap('too many packed things');
    const { offset: at, encoding } = note(position, member.name);
    const file = member.file ?? layer.file;
    const inFile = file === undefined ? {} : { file };
    const inner = isPdf
      ? body.pdfs.collect({ path: layer.path, offset: at, ...inFile })
      : createStream(body, {
          depth: layer.depth + 1,
          path: `${encoding} > `,
          offset: at,
          ...inFile,
        });
    inPdf ||= isPdf;
    const follower = follow(member.unpack, inner, allowance, gap);
    follower.write(memory.subarray(position, end));
    if (!follower.isDone) followers.push(follower);
  };

  /** Looks at all that the prefilter finds between two places; gives what cuts words in the whole text. */
  const look = (from: number, limit: number, end: number): Cut[] => {
    const members: number[] = [];
    const words: number[] = [];
    const cuts: Cut[] = [];
    const events = scan(layer.depth, text, end);
    for (let index = 0; index < events.length; index += 2) {
      const position = events[index] ?? 0;
      const detail = events[index + 1] ?? 0;
      if (detail > 3) {
        if (position <= from || position > limit) continue;
        known(dictionary.wordAt(memory, position, detail), position - detail);
        continue;
      }
      const isNew = position >= from && position < limit;
      if (detail === 3) {
        const cut = layer.placeOf ? null : cutAt(memory, position);
        if (cut) cuts.push(cut);
      } else if (detail === 2) {
        if (isNew) words.push(position);
      } else if (detail === 1) {
        if (isNew) known(dictionary.groupsAt(memory, position), position);
      } else {
        const cut = invisibleAt(memory, position);
        if (cut && cut.start >= text) cuts.push(cut);
        if (cut || !isNew) continue;
        if (!isPrefix(memory[position])) members.push(position);
        else {
          const hit = tokenAt(memory, position);
          if (!hit) continue;
          sightings.add({ kind: 'token', token: hit.token, ...note(position - 3, hit.encoding) });
        }
      }
    }
    for (const position of members) open(memberAt(memory, position), position, end);
    for (const position of words) open(deflatedWordAt(memory, position), position, end);
    return cuts.map((cut) => ({ ...cut, start: cut.start - text, end: cut.end - text }));
  };

  /** Looks again at what is around what may stand between the letters of a value. */
  const lookThrough = (piece: Buffer, cuts: Cut[]) => {
    const begin = offset - done;
    for (const visible of withoutInvisible(piece, cuts)) {
      const stream = createStream(body, {
        ...layer,
        path: layer.path + INVISIBLE,
        placeOf: (at) => begin + visible.placeOf(at),
      });
      stream.write(visible.bytes);
      stream.end();
    }
  };

  const step = (piece: Uint8Array, isLast: boolean) => {
    const end = text + kept.length + piece.length;
    if (!isLast && end - text - done < LITTLE) {
      kept = Buffer.concat([kept, piece]);
      return;
    }
    memory.set(kept, text);
    memory.set(piece, text + kept.length);
    memory.fill(0, end, end + 128);
    const from = text + done;
    const limit = isLast ? end : wordEnd(memory, Math.max(from, end - AHEAD), from);
    const cuts = look(from, limit, end);
    const start = Math.max(text, limit - BEHIND);
    if (!isLast) kept = Buffer.from(memory.subarray(start, end));
    if (cuts.length > 0 && layer.placeOf === undefined)
      lookThrough(Buffer.from(memory.subarray(text, end)), cuts);
    offset += limit - from;
    done = limit - start;
  };

  return {
    write(bytes) {
      for (let from = 0; from < bytes.length; from += PIECE) {
        const piece = bytes.subarray(from, from + PIECE);
        for (const follower of followers) follower.write(piece);
        step(piece, false);
      }
    },
    end() {
      step(kept.subarray(0, 0), true);
      for (const follower of followers) follower.end();
    },
  };
};

const isPrefix = (byte = 0) => byte === 0x33 || byte === 0x7a || byte === 0x23;

/** The last place, not after `end`, at which no word is cut. */
const wordEnd = (bytes: Uint8Array, end: number, from: number): number => {
  const first = Math.max(from, end - WORD);
  for (let at = end; at > first; at--) if (!isLetter(bytes[at] ?? 0)) return at;
  return end;
};

const isLetter = (byte: number) =>
  (byte >= 0x30 && byte <= 0x39) || ((byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a);
