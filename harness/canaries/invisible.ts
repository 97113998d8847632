import { isAscii } from 'node:buffer';

/**
 * Characters that nobody sees, as UTF-8 (read as latin1) and in the escapes of JSON, addresses and HTML: soft hyphens,
 * joiners, marks of direction, spaces without width, and the place where a browser may break a word.
 */
const INVISIBLE = new RegExp(
  [
    /\xe2\x80[\x8b-\x8f\xaa-\xae]|\xe2\x81[\xa0-\xa4]|\xef\xbb\xbf|\xc2\xad|\xcd\x8f|\xe1\xa0\x8e/,
    /\\{1,4}u(?:200[b-f]|202[a-e]|206[0-4]|feff|00ad|034f|180e)/,
    /%(?:25)?e2%(?:25)?80%(?:25)?(?:8[b-f]|a[a-e])|%(?:25)?e2%(?:25)?81%(?:25)?a[0-4]|%ef%bb%bf|%c2%ad/,
    /&#x0{0,4}(?:200[b-f]|202[a-e]|206[0-4]|feff|ad);/,
    /&#0{0,4}(?:820[3-7]|823[4-8]|828[89]|829[0-2]|65279|173);/,
    /&(?:shy|zwnj|zwj|zerowidthspace|nobreak|lrm|rlm);|<wbr ?\/?>/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'gi',
);

/** The first two bytes of invisible characters, and the third ones; a look for these costs little. */
const BEGINNINGS: readonly (readonly [start: Buffer, third: RegExp])[] = (
  [
    ['\xe2\x80', /[\x8b-\x8f\xaa-\xae]/],
    ['\xe2\x81', /[\xa0-\xa4]/],
    ['\xef\xbb', /\xbf/],
    ['\xe1\xa0', /\x8e/],
    ['\xc2\xad', /./s],
    ['\xcd\x8f', /./s],
  ] as const
).map(([start, third]) => [Buffer.from(start, 'latin1'), third]);

const ESCAPES = ['\\u', '&', '%', '<wbr', '<WBR'].map((text) => Buffer.from(text));

/** Quotes and dashes begin like what is invisible. After so many, all is searched. */
const MOST_LOOKS = 20;

const mayBeThere = (bytes: Buffer, start: Buffer, third: RegExp): boolean => {
  let looks = 0;
  for (let at = bytes.indexOf(start); at >= 0; at = bytes.indexOf(start, at + 2)) {
    looks += 1;
    if (looks > MOST_LOOKS || third.test(String.fromCharCode(bytes[at + 2] ?? 0))) return true;
  }
  return false;
};

/** A text without its invisible characters, and the place in the text of each place in it. */
export type Visible = { bytes: Buffer; placeOf(at: number): number };

/** Leaves invisible characters out of a text; null where it has none. */
export const withoutInvisible = (bytes: Buffer): Visible | null => {
  const mayHide =
    (!isAscii(bytes) && BEGINNINGS.some(([start, third]) => mayBeThere(bytes, start, third))) ||
    ESCAPES.some((sign) => bytes.includes(sign));
  if (!mayHide) return null;
  const text = bytes.toString('latin1');
  /** Where something was left out, as places in what is left, and how much until there. */
  const cuts: [at: number, removed: number][] = [];
  let removed = 0;
  const left = text.replaceAll(INVISIBLE, (cut: string, at: number) => {
    cuts.push([at - removed, removed + cut.length]);
    removed += cut.length;
    return '';
  });
  if (removed === 0) return null;
  return {
    bytes: Buffer.from(left, 'latin1'),
    placeOf: (at) => at + (cuts.findLast(([from]) => from <= at)?.[1] ?? 0),
  };
};
