import type { Ids } from '../../domain/ledger/thing.ts';
import { memberStep } from '../scan/json-places.ts';
import { isObject } from '../state/is-object.ts';
import { isOwnerName, plain } from './weak-ids.ts';
import type { Row } from './row.ts';

/**
 * How far a row is the viewer's by the viewer's signs in it, the strongest last:
 * - `aside`: an account's sign says only who is looking: in an address's query, or in a field of who looks;
 * - `path`: the account's id stands within an address, which a server may have made for whoever looks;
 * - `named`: the account's id is the value of a field that has no owner's name, such as an author's;
 * - `own`: a sign of a thing of the viewer's, a text of theirs, or the account's id as an owner's.
 */
export type Hold = 'own' | 'named' | 'path' | 'aside';

/** A sign of the viewer in a text. `isAccount`: the account's id or detail, and nothing of a thing of theirs. */
export type OwnSign = { isAccount: boolean; at: number };

/** The viewer of a row, and how their signs are found. */
export type RowViewer = {
  ids: Ids;
  signsIn(text: string): readonly OwnSign[];
  /** Places of ids of theirs that are too short to be found in any text, and whether each is the account's. */
  short: ReadonlyMap<string, boolean>;
};

const weakest: readonly Hold[] = ['aside', 'path', 'named', 'own'];

/** Names of fields that tell who looks, or has looked. */
const looking: ReadonlySet<string> = new Set(
  [
    'viewer viewedby seenby readby openedby accessedby downloadedby loadedby watcher watchedby follower likedby',
    'me currentuser currentaccount currentpatient currentperson loggedinuser loggedinas signedinas actingas auth',
  ].flatMap((line) => line.split(' ')),
);

/** The same names as they may stand in a text: a first look, which costs little. */
const lookingInText = new RegExp(
  [...looking]
    .map((name) => (name.length < 5 ? `"${name}"` : name.replace(/by$/, '[-_]?by')))
    .join('|'),
  'i',
);

/** Whether a text may have a field that tells who looks. */
export function mayTellWhoLooks(text: string): boolean {
  return lookingInText.test(text.replace(/(?<=current|logged|signed|acting|in)[-_]/gi, ''));
}

/** Most values of a row that are looked at. */
const mostValues = 500;

/** How far a row is the viewer's; null where it holds no sign of theirs. */
export function holdOn(row: Row, viewer: RowViewer): Hold | null {
  let best: Hold | null = null;
  let count = 0;
  const visit = (value: unknown, where: string, names: readonly string[]): void => {
    if (best === 'own' || count > mostValues || names.length > 20) return;
    if (Array.isArray(value)) {
      value.forEach((element, index) => visit(element, `${where}[${index}]`, names));
    } else if (isObject(value)) {
      for (const [name, member] of Object.entries(value))
        visit(member, where + memberStep(name), [...names, name]);
    } else if (typeof value === 'string' || typeof value === 'number') {
      count += 1;
      for (const hold of holdsOf(String(value), { where, names, viewer }))
        if (best === null || weakest.indexOf(hold) > weakest.indexOf(best)) best = hold;
    }
  };
  visit(row.value, row.where, []);
  return best;
}

type Field = { where: string; names: readonly string[]; viewer: RowViewer };

function holdsOf(text: string, { where, names, viewer }: Field): Hold[] {
  const short = viewer.short.get(where);
  const signs = [
    ...viewer.signsIn(text),
    ...(short === undefined ? [] : [{ isAccount: short, at: text.length }]),
  ];
  if (signs.length === 0) return [];
  if (names.some((name) => looking.has(plain(name)))) return ['aside'];
  return signs.map(({ isAccount, at }) =>
    isAccount ? holdOfAccount(text, at, names, viewer) : 'own',
  );
}

function holdOfAccount(
  text: string,
  at: number,
  names: readonly string[],
  viewer: RowViewer,
): Hold {
  // The address around the sign: a text may hold several, as markup does.
  const bytes = Buffer.from(text);
  const before = /[^\s"'<>]*$/.exec(bytes.subarray(0, at).toString('utf8'))?.[0] ?? '';
  const after = /^[^\s"'<>?#]*/.exec(bytes.subarray(at).toString('utf8'))?.[0] ?? '';
  if (/[?#]|%3f|%23/i.test(before)) return 'aside';
  if (/[/:]./.test(after)) return 'path';
  if (names.length < 2 && names.every((name) => plain(name) === '')) return 'own';
  return names.some((name) => isOwnerName(name, viewer.ids)) ? 'own' : 'named';
}
