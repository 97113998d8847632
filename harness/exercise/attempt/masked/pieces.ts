/** The text of a shape: masks, and indices of sightings. */
export type Pieces = readonly (string | number)[];

/** Most characters of a shape; a sighting counts as a token. */
const mostCharacters = 2000;
const tokenLength = 20;

/** Puts texts that follow each other together. */
export function joined(pieces: Pieces): (string | number)[] {
  const all: (string | number)[] = [];
  for (const piece of pieces) {
    const last = all.at(-1);
    if (typeof piece === 'string' && typeof last === 'string') all[all.length - 1] = last + piece;
    else if (piece !== '') all.push(piece);
  }
  return all;
}

function lengthOf(piece: string | number): number {
  return typeof piece === 'string' ? piece.length : tokenLength;
}

export function isShort(pieces: Pieces): boolean {
  return pieces.reduce<number>((sum, piece) => sum + lengthOf(piece), 0) <= mostCharacters;
}

/** The pieces up to the limit, and `…` for the rest. */
export function cutShort(pieces: Pieces): Pieces {
  const kept: (string | number)[] = [];
  let room = mostCharacters;
  for (const piece of pieces) {
    const length = lengthOf(piece);
    if (length > room) {
      if (typeof piece === 'string') kept.push(piece.slice(0, Math.max(0, room)));
      kept.push('…');
      break;
    }
    room -= length;
    kept.push(piece);
  }
  return kept;
}

/** How much of what holds no sighting is shown. */
export type Detail = {
  /** Fields of an object, cells of a row, or lines of a text. */
  fields: number;
  /** Levels below which nothing is shown. */
  depth: number;
  /** Rows with a sighting. */
  rows: number;
};

/** From what shows the most to what shows the least. */
export const details: readonly Detail[] = [
  { fields: 12, depth: 4, rows: 3 },
  { fields: 5, depth: 3, rows: 2 },
  { fields: 1, depth: 2, rows: 1 },
];
