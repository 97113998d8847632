import { piecesOf, withQuery } from './query-pieces.ts';

/** Milliseconds that an end is moved by. */
const day = 24 * 60 * 60 * 1000;

/** Ways to write a time in an address: seconds or milliseconds since 1970, and ISO 8601 with or without separators. */
const notations: readonly { read(text: string): number | null; write(at: number): string }[] = [
  {
    read: (text) => (/^\d{10}$/.test(text) ? Number(text) * 1000 : null),
    write: (at) => String(Math.round(at / 1000)),
  },
  { read: (text) => (/^\d{13}$/.test(text) ? Number(text) : null), write: String },
  {
    read: (text) => {
      const [, date, time] = /^(\d{8}T)(\d{6}Z)$/.exec(text) ?? [];
      if (date === undefined || time === undefined) return null;
      const extended = `${date.replace(/(\d{4})(\d\d)/, '$1-$2-')}${time.replace(/(\d\d)(\d\d)/, '$1:$2:')}`;
      return Date.parse(extended);
    },
    write: (at) => new Date(at).toISOString().replace(/[-:]|\.\d+/g, ''),
  },
  {
    read: (text) => (/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(text) ? Date.parse(text) : null),
    write: (at) => new Date(at).toISOString(),
  },
];

/** The time that a text is, in milliseconds since the epoch; null where it is none. */
export function timeIn(text: string): number | null {
  for (const { read } of notations) {
    const at = read(text);
    if (at !== null) return at;
  }
  return null;
}

/**
 * The address with its end a day later, its signature unchanged: parameters that are times around when it was given,
 * and those that are its lifetime in seconds. Null where it has none.
 */
export function movedEnd({
  url,
  obtainedAt,
  lasts,
}: {
  url: URL;
  /** Milliseconds since 1970. */
  obtainedAt: number;
  /** Seconds. */
  lasts: number;
}): URL | null {
  const isAround = (at: number) => Math.abs(at - obtainedAt) < day + lasts * 1000;
  const moved = (value: string): string => {
    if (value === String(lasts)) return String(lasts + day / 1000);
    for (const { read, write } of notations) {
      const at = read(value);
      if (at !== null && isAround(at)) return encodeURIComponent(write(at + day));
    }
    return value;
  };
  const pieces = piecesOf(url);
  const later = pieces.map(({ name, value, written }) => {
    const changed = moved(value);
    return changed === value ? written : `${name}=${changed}`;
  });
  return pieces.every(({ written }, index) => written === later[index])
    ? null
    : withQuery(url, later);
}
