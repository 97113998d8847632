import type { Attempt } from '../../../domain/attempts/attempt.ts';
import type { Thing } from '../../state/held.ts';
import { isObject } from '../../state/is-object.ts';
import type { Pages } from '../../rows/take-pages.ts';
import type { Inspected, Scanning } from '../../scan/inspect.ts';
import type { AttemptRequest } from '../../state/attempt-request.ts';

/** Most values of an answer that are kept apart; the rest is kept as one. */
const mostPlaces = 300;
/** An id of so many characters may stand within a longer text. */
const longId = 8;

/** What an owner's look around a write showed, beside its place in the trial; nothing of the write itself. */
export function seenIn(
  worker: Pick<Scanning, 'digest'>,
  request: Pick<AttemptRequest, 'surface' | 'thing' | 'writing'>,
  pages: Pages<Inspected>,
  attempt: Pick<Attempt, 'outcome' | 'digests' | 'bytes'>,
): Pick<Attempt, 'writing'> {
  const { writing } = request;
  if (writing === undefined || writing.way !== undefined) return {};
  return { writing: { ...writing, seen: seenOf(worker, request, pages, attempt) } };
}

/**
 * Keyed digests of what an answer showed of a thing, by place: of a list the rows that name the thing, of any other answer
 * all of it. Without a thing there is nothing to tell: what a write makes is known by its tokens.
 */
function seenOf(
  { digest }: Pick<Scanning, 'digest'>,
  { surface, thing }: Pick<AttemptRequest, 'surface' | 'thing'>,
  { pages }: Pages<Inspected>,
  attempt: Pick<Attempt, 'outcome' | 'digests' | 'bytes'>,
): Record<string, string> {
  const [first] = pages;
  if (first === undefined || thing === null || attempt.outcome !== 'granted') return {};
  if (surface.gives === 'list') {
    const rows = pages.flatMap((page) => page.rows.map(({ value }) => value));
    return digested(
      rows.filter((row) => names(row, thing)).flatMap((row) => leavesOf(row, '$row')),
      digest,
    );
  }
  if (first.json !== undefined) return digested(leavesOf(first.json, '$'), digest);
  const text = first.delivered.body?.toString('utf8').replace(/<[^>]*>/g, ' ');
  if (text !== undefined) return { text: digest(text.replace(/\s+/g, ' ')) };
  return { bytes: digest(`${attempt.bytes} ${attempt.digests.join(' ')}`) };
}

function digested(
  leaves: readonly (readonly [string, string])[],
  digest: Scanning['digest'],
): Record<string, string> {
  const kept = leaves.slice(0, mostPlaces).map(([where, text]) => [where, digest(text)] as const);
  const rest = leaves.slice(mostPlaces);
  return {
    ...Object.fromEntries(kept),
    ...(rest.length === 0 ? {} : { rest: digest(JSON.stringify(rest)) }),
  };
}

function leavesOf(value: unknown, where: string): (readonly [string, string])[] {
  if (Array.isArray(value))
    return value.flatMap((element, index) => leavesOf(element, `${where}[${index}]`));
  if (isObject(value))
    return Object.entries(value).flatMap(([key, field]) => leavesOf(field, `${where}.${key}`));
  return [[where, JSON.stringify(value) ?? '']];
}

/** Whether a row names the thing by one of its ids. */
function names(row: unknown, { ids }: Pick<Thing, 'ids'>): boolean {
  const texts = leavesOf(row, '').map(([, text]) => text);
  return Object.values(ids).some((id) =>
    texts.some(
      (text) =>
        text === id || text === JSON.stringify(id) || (id.length >= longId && text.includes(id)),
    ),
  );
}
