import type { AccountId } from '../../domain/account.ts';
import type { Sighting } from '../../domain/sighting.ts';
import type { Ids } from '../../domain/thing.ts';
import { isObject } from '../state/is-object.ts';
import type { Known, WeakId } from '../scan/known.ts';
import { memberStep } from '../scan/json-places.ts';
import { isReference, referredTo } from './row-ids.ts';
import type { Row } from './row.ts';

const most = 500;

/** A value with its place, and what its field is named: by itself, or by what it stands in. */
type Field = { text: string; where: string; name: string };

/** The name of an id of what the surface shows. */
const shown = '';

/** Fields that identify the object they stand in, and those that do so where they stand in a named one. */
const identity = /^(@?_?id|uuid)$/i;
const pointer = /^(reference|ref|href|self|uri|url|iri|value|key)$/i;

/** Objects that only wrap what they hold. */
const wrapper = /^(resource|node|attributes|data|relationships|item|result|record|entry|content)$/i;

/** What services call the account that something belongs to. */
const ownerNames = new Set(
  'owner user account patient subject customer client member person profile holder beneficiary'.split(
    ' ',
  ),
);

export type WeakOptions = {
  /** What the surface shows (`shows`): its rows' `id` is one of these. */
  shows?: string | undefined;
  /** What was asked with: its echo is no sighting. */
  sent?: Ids;
  /** Where rows are: an `id` there is the row's own. */
  rows?: readonly Row[];
};

/**
 * Sightings of ids that are too short to count anywhere: only as the whole value of a field that bears the id's name
 * (`recordingId`, `recording: { id }`), as what such a field refers to (`subject: { reference: 'Patient/41' }`), of
 * `id` in what the surface says it shows, or in an address after a step that bears it (`/recordings/41`).
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
 * Signs that a row of a viewer's own list is theirs, where short ids are all it has. They prove nothing about others,
 * so that more counts: whatever the service calls an owner, and `id` where the surface does not say what it shows,
 * unless the row has an owner who is somebody else.
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

/** A field's value as it stands, and what it refers to, each with the names that it goes by. */
function readings({ text, name }: Field): [text: string, name: string][] {
  const found: [string, string][] = [[text, name]];
  if (!isReference(text)) return found;
  for (const last of referredTo(text)) if (name !== shown) found.push([last, name]);
  const steps = text.split(/[/?#:]/);
  steps.forEach((step, index) => found.push([step, plain(steps[index - 1] ?? '')]));
  return found.filter(([value, by], index) => index === 0 || (value !== '' && by !== shown));
}

function bears(name: string, sign: WeakId, shows: string | undefined): boolean {
  return name === shown ? shows === sign.name : name === plain(sign.name);
}

/** `patientId`, `patient_id`, `Patients` and `patient` are one name. */
function plain(key: string): string {
  return key
    .replace(/([-_]?(ids?|uuid|ref(erence)?|uri|url|href))$/i, '')
    .replace(/[-_@]/g, '')
    .toLowerCase()
    .replace(/^people$/, 'person')
    .replace(/ies$/, 'y')
    .replace(/s$/, '');
}

function* fieldsOf(roots: readonly Row[], rows: ReadonlySet<string>): Generator<Field> {
  // What to call the ids of what is being visited: the object's, and the field's own.
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
        const named = inner && !identity.test(name) && !wrapper.test(name);
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
