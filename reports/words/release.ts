import type { Verdict } from '../../harness/domain/verdict/verdict.ts';
import type { ReportInput } from '../input.ts';
import { enumerate } from './counting.ts';

/** Names of fields that tell a release, the plainest first. */
const names = ['version', 'release', 'tag', 'name', 'build', 'revision', 'commit', 'sha', 'id'];

/** Longest name, in characters. */
const longest = 60;

/** The release before and after, each `unreadable` where the deployment did not say. */
export function releasePair({ verdict }: { verdict: Pick<Verdict, 'release' | 'releaseBefore'> }): {
  before: string;
  after: string;
} {
  const { releaseBefore: before, release: after } = verdict;
  const [plainBefore, plainAfter] = [nameOf(before), nameOf(after)];
  // Two releases that are told apart by something else than their names are told by all of it.
  const isOne = before !== after && plainBefore === plainAfter;
  return isOne
    ? { before: cut(inWords(before)), after: cut(inWords(after)) }
    : { before: plainBefore, after: plainAfter };
}

/** ` to 1.5.0`, where it is known; ` (cache TTL 60 → 300)` of an update that leaves the release as it is. */
export function releases(input: ReportInput): string {
  const { sameRelease } = input.verdict;
  if (typeof sameRelease === 'string') return ` (${sameRelease})`;
  return input.verdict.release === null ? '' : ` to ${releasePair(input).after}`;
}

/** What the update was, beside the release: what it changed that leaves the release as it is, and parts of the release. */
export function updateNotes({ verdict }: ReportInput): string[] {
  const { sameRelease, releaseParts = [] } = verdict;
  const told = ({ part, before, after }: (typeof releaseParts)[number]) =>
    `${part} (${before ?? 'not told'} → ${after ?? 'not told'})`;
  const [changed, same] = [
    releaseParts.filter(({ before, after }) => before !== after),
    releaseParts.filter(({ before, after }) => before === after),
  ];
  const others = same.length === 0 ? '' : `; the same as before: ${enumerate(namesOf(same))}`;
  return [
    ...(typeof sameRelease === 'string'
      ? [`The update was to leave the release as it is, and to change this: ${sameRelease}.`]
      : []),
    ...(verdict.releaseBefore !== null && changed.length > 0
      ? [`Parts of the release that changed: ${enumerate(changed.map(told))}${others}.`]
      : []),
  ];
}

/** What the deployment said of a release, where that is more than its name; empty where it is not. */
export function rawReleases(input: ReportInput): string {
  const { releaseBefore, release } = input.verdict;
  const { before, after } = releasePair(input);
  const isPlain = (releaseBefore ?? before) === before && (release ?? after) === after;
  return isPlain ? '' : `${releaseBefore ?? 'unreadable'} → ${release ?? 'unreadable'}`;
}

function namesOf(parts: readonly { part: string }[]): string[] {
  return parts.map(({ part }) => part);
}

/** The name of a release: what it says itself, or the field of a JSON text that tells it. */
function nameOf(release: string | null): string {
  const fields = fieldsOf(release);
  const told = names.map((name) => fields.find(([key]) => key.toLowerCase() === name));
  const [, name = inWords(release)] = told.find((field) => field !== undefined) ?? [];
  return cut(name);
}

/** A release in one line; a JSON text as its fields. */
function inWords(release: string | null): string {
  const fields = fieldsOf(release).map(([name, value]) => `${name} ${value}`);
  return fields.length > 0 ? fields.join(', ') : (release ?? 'unreadable').replace(/\s+/g, ' ');
}

/** The texts and numbers of a JSON object, those of objects in it after its own; none of any other text. */
function fieldsOf(release: string | null): [name: string, value: string][] {
  try {
    return scalarsIn(JSON.parse(release ?? ''), 3);
  } catch {
    return [];
  }
}

function scalarsIn(value: unknown, depth: number): [string, string][] {
  if (typeof value !== 'object' || value === null || depth === 0) return [];
  const fields = Object.entries(value);
  const own = fields.flatMap(([name, field]): [string, string][] =>
    typeof field === 'string' || typeof field === 'number' ? [[name, String(field)]] : [],
  );
  return [...own, ...fields.flatMap(([, field]) => scalarsIn(field, depth - 1))];
}

function cut(text: string): string {
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
}
