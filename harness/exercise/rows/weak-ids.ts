import type { AccountId } from '../../domain/accounts/account.ts';
import type { Sighting } from '../../domain/attempts/sighting.ts';
import type { Ids } from '../../domain/ledger/thing.ts';
import { isObject } from '../state/is-object.ts';
import type { Known, WeakId } from '../scan/known.ts';
import { memberStep } from '../scan/json-places.ts';
import { fieldWrappers, isReference, referredTo } from './row-ids.ts';
import type { Row } from './row.ts';

const most = 500;

/** A value with its place, and the name that it goes by: that of its field, or of the object that it identifies. */
type Field = { text: string; where: string; name: string };

/** Stands for the name of an id that identifies a thing which the surface shows. */
const shown = '';

/** Fields that identify the object they stand in. Those of `pointer` do so only in an object that has a name. */
const identity = /^(@?_?id|uuid)$/i;
const pointer = /^(reference|ref|href|self|uri|url|iri|value|key)$/i;

/** Names of objects that only wrap another object, and so give it no name. */
const wrappers = new Set([...fieldWrappers, 'item', 'result', 'record', 'entry', 'content']);

/** Names that services use for the account that something belongs to. */
export const ownerNames: ReadonlySet<string> = new Set(
  'owner user account patient subject customer client member person profile holder beneficiary'.split(
    ' ',
  ),
);

/** Whether a field of this name holds an owner; the names of an account's ids do. */
export function isOwnerName(name: string, ids: Ids): boolean {
  const owner = plain(name);
  return ownerNames.has(owner) || Object.keys(ids).some((id) => plain(id) === owner);
}

export type WeakOptions = {
  /** `shows` of the surface: the `id` of a row is the id of such a thing. */
  shows?: string | undefined;
  /** The ids in the request. An answer that repeats them is no sighting. */
  sent?: Ids;
  /** The rows: an `id` directly in a row is the row's own. */
  rows?: readonly Row[];
};

/**
 * Finds sightings of ids that are too short to be recognised anywhere in a text. A short id counts only
 * - as the whole value of a field that has the id's name (`recordingId`, `recording: { id }`),
 * - as the target of a reference in such a field (`subject: { reference: 'Patient/41' }`),
 * - as the `id` of a thing that the surface shows, and
 * - in an address after a segment that has the id's name (`/recordings/41`).
 */
export function weakSightings(
  known: Known,
  roots: readonly Row[],
  options: WeakOptions,
): Sighting[] {
  if (!known.hasWeakIds()) return [];
  const asked = new Set(Object.values(options.sent ?? {}));
  const rows = new Set(options.rows?.map(({ where }) => where));
  const found: Sighting[] = [];
  for (const field of fieldsOf(roots, rows)) {
    for (const [text, name] of readings(field)) {
      if (asked.has(text) || found.length >= most) continue;
      for (const sign of known.weakIds(text)) {
        if (bears(name, sign, options.shows))
          found.push({ ...sign, where: field.where, encoding: 'plain' });
      }
    }
  }
  return found;
}

/**
 * Finds signs that a row of the viewer's own list belongs to the viewer, for rows that have only short ids. These signs
 * accuse nobody, so more fields count than in `weakSightings`: every name that services use for an owner, and `id` even
 * if the surface does not say what it shows (but not if the row names an owner by a number).
 */
export function ownWeakSightings(
  known: Known,
  row: Row,
  viewer: { id: AccountId; ids: Ids },
  shows: string | undefined,
): Sighting[] {
  const owners = new Set([...ownerNames, ...Object.keys(viewer.ids).map(plain)]);
  const found: Sighting[] = [];
  const ids: Sighting[] = [];
  let owned = false;
  for (const field of fieldsOf([row], new Set([row.where]))) {
    for (const [text, name] of readings(field)) {
      owned ||= owners.has(name) && /^\d+$/.test(text);
      for (const sign of known.weakIds(text)) {
        if (sign.account !== viewer.id) continue;
        const seen: Sighting = { ...sign, where: field.where, encoding: 'plain' };
        const isOwner = sign.thing === null && owners.has(name);
        if (isOwner || bears(name, sign, shows)) found.push(seen);
        else if (sign.thing !== null && name === shown && shows === undefined) ids.push(seen);
      }
    }
  }
  return (owned ? found : [...found, ...ids]).slice(0, 3);
}

/** The value of a field, and the ids in it if it is a reference, each with the name that it goes by. */
export function readings({ text, name }: Field): [text: string, name: string][] {
  const found: [string, string][] = [[text, name]];
  if (!isReference(text)) return found;
  for (const last of referredTo(text)) if (name !== shown) found.push([last, name]);
  const steps = text.split(/[/?#:]/);
  steps.forEach((step, index) => found.push([step, plain(steps[index - 1] ?? '')]));
  return found.filter(([value, by], index) => index === 0 || (value !== '' && by !== shown));
}

/** Whether a value that goes by this name is the id, and not a number that equals it. */
export function bears(name: string, sign: WeakId, shows: string | undefined): boolean {
  return name === shown ? shows === sign.name : name === plain(sign.name);
}

/** Normalises a name, so that `patientId`, `patient_id`, `Patients` and `patient` are equal. */
export function plain(key: string): string {
  return key
    .replace(/([-_]?(ids?|uuid|ref(erence)?|uri|url|href))$/i, '')
    .replace(/[-_@]/g, '')
    .toLowerCase()
    .replace(/^people$/, 'person')
    .replace(/ies$/, 'y')
    .replace(/s$/, '');
}

function* fieldsOf(roots: readonly Row[], rows: ReadonlySet<string>): Generator<Field> {
  // `holder` names the object that an id in the visited value would identify; `key` is the field's own name.
  type Visit = { value: unknown; where: string; key: string; holder: string; depth: number };
  const visits = roots
    .toReversed()
    .map((root): Visit => ({ ...root, key: '', holder: shown, depth: 0 }));
  for (let visit = visits.pop(); visit !== undefined; visit = visits.pop()) {
    const { value, where, key, depth } = visit;
    const holder = rows.has(where) ? shown : visit.holder;
    if (depth > 20) continue;
    if (Array.isArray(value)) {
      for (let index = value.length - 1; index >= 0; index -= 1)
        visits.push({
          value: value[index],
          where: `${where}[${index}]`,
          key,
          holder,
          depth: depth + 1,
        });
    } else if (isObject(value)) {
      for (const name of Object.keys(value).toReversed()) {
        const inner = isObject(value[name]) || Array.isArray(value[name]);
        const named = inner && !identity.test(name) && !wrappers.has(name.toLowerCase());
        const within = named ? plain(name) : holder;
        const place = where + memberStep(name);
        visits.push({
          value: value[name],
          where: place,
          key: name,
          holder: within,
          depth: depth + 1,
        });
      }
    } else if (typeof value === 'string' || typeof value === 'number') {
      const isId = identity.test(key) || (pointer.test(key) && holder !== shown);
      const name = rows.has(where) ? shown : isId ? holder : plain(key);
      yield { text: String(value).slice(0, 500), where, name };
    }
  }
}
