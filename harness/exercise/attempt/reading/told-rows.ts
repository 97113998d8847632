import type { RowClaim, ToldRow } from '../../../domain/attempts/attempt.ts';
import type { Sighting } from '../../../domain/attempts/sighting.ts';
import { idFieldsOf, keysOfFields } from '../../rows/id-fields.ts';
import { siblingRowsIn } from '../../rows/sibling-rows.ts';
import type { SiblingRow } from '../../rows/sibling-rows.ts';
import { recordsIn } from '../../rows/records-in.ts';
import type { Beyond, OwnSign, RecordRow } from '../../rows/records-in.ts';
import type { Row } from '../../rows/row.ts';
import { holdOn } from '../../rows/row-hold.ts';
import { ownWeakSightings, plain, weakSightings } from '../../rows/weak-ids.ts';
import type { Scanning } from '../../scan/inspect.ts';
import { placed } from '../../scan/sightings.ts';
import type { Account, Thing } from '../../state/held.ts';
import type { LeavingOut } from '../../state/left-out.ts';
import type { Part } from './answer.ts';
import type { Reading } from './reading.ts';
import { rowViewer } from './row-claims.ts';

/** Whose own answer it is, and for which of their things they asked (null: for what is at a fixed address). */
export type OwnAnswer = {
  viewer: Account;
  thing: Thing | null;
  reading: Reading;
  /** Id of the surface that gave it. */
  surface: string;
};

/** The roles of a worker that finds rows. */
type RowFinding = Scanning & LeavingOut;

/** Rows of an array that are recorded: those of the viewer, others beside them, and others in an array without them. */
const most = { mine: 20, others: 200, alone: 20 };

/** Names of an owner. A `user`, a `member` or a `person` may as well be an author, or take part in something. */
const owning: ReadonlySet<string> = new Set(
  'owner patient subject customer client account beneficiary holder'.split(' '),
);

/** A row with what is known of it. */
type Described<Found> = Found & { told: ToldRow; claim?: RowClaim };

/**
 * Finds the rows in a viewer's own answer that is not described as a list (a `read`, a message, a page without `items`),
 * and what is known of each: whether it is the viewer's, and which of its fields hold ids. Judging decides by these.
 * @param contentType of the answer
 */
export function rowsOutsideLists(
  worker: RowFinding,
  part: Part,
  own: OwnAnswer,
  contentType: string,
): Row[] {
  const { place = (where: string) => where } = part;
  const lists =
    part.json !== undefined
      ? listsIn(worker, part, own)
      : isPageWithOwn(part, own, contentType)
        ? listsOnPage(worker, part, own)
        : [];
  return lists.flatMap((rows) => {
    const mine = rows.filter(({ told }) => told.mine);
    const others = rows.filter(({ told }) => !told.mine);
    const room = mine.length > 0 ? most.others : most.alone;
    const beyond = others[room];
    // The viewer's own rows serve as a sample: what is somebody else's in them is seen wherever it stands.
    if (beyond !== undefined)
      worker.leaveOut({
        what: 'rows',
        surface: own.surface,
        where: place(beyond.where),
        most: room,
        count: others.length - room,
      });
    const kept = [...mine.slice(0, most.mine), ...others.slice(0, room)];
    return kept.map(({ where, value, told, claim }) => ({
      where: place(where),
      value,
      told,
      ...(claim === undefined ? {} : { claim }),
    }));
  });
}

function listsIn(worker: RowFinding, part: Part, own: OwnAnswer): Described<RecordRow>[][] {
  const signs = ownSignsIn(worker, part, own);
  const ownIn = (text: string) => signsOfOwn(worker, Buffer.from(text), null, own);
  const records = recordsIn(part.json, {
    own: signs,
    ...(signs.length === 0 ? {} : { ownIn }),
    leaveOut: leavingOut(worker, part, own),
  });
  const weak = records.length === 0 ? [] : ownWeakIn(worker, part, own);
  return byList(records.map((row) => ({ ...row, ...describeRow(worker, row, own, weak) })));
}

/** The viewer's signs in an answer that is no list. Whoever has none there has no rows there. */
function ownSignsIn(
  { inspecting }: Scanning,
  { inspected, json }: Part,
  own: OwnAnswer,
): OwnSign[] {
  const { isOwn, lister } = own.reading;
  if (lister !== null || !placed(inspected.found, null).some(isOwn)) return [];
  const text = Buffer.from(JSON.stringify(json));
  return signsOfOwn({ inspecting }, text, text, own);
}

/** Tells what is left out of a part of an answer. */
function leavingOut(
  worker: LeavingOut,
  { place = (where) => where }: Part,
  { surface }: OwnAnswer,
): (one: Beyond) => void {
  return (one) => worker.leaveOut({ ...one, surface, where: place(one.where) });
}

function signsOfOwn(
  { inspecting }: Pick<Scanning, 'inspecting'>,
  text: Buffer,
  body: Buffer | null,
  own: OwnAnswer,
): OwnSign[] {
  return placed(inspecting.look(text), body)
    .filter(own.reading.isOwn)
    .map((sign) => ({
      where: sign.where,
      isThing: sign.kind === 'id' && sign.thing !== null && sign.thing !== own.thing?.id,
    }));
}

/** Lists of a page that hold a row of the viewer's; of the others in them, those that are made like it. */
function listsOnPage(worker: RowFinding, part: Part, own: OwnAnswer): Described<SiblingRow>[][] {
  const rows = siblingRowsIn(part.body?.toString('utf8') ?? '', leavingOut(worker, part, own));
  const described = rows.map((row) => {
    const { told, ...more } = describeRow(worker, row, own, []);
    return { ...row, ...more, told: { ...told, sibling: true as const } };
  });
  return byList(described).map((list) => {
    const shapes = new Set(list.filter(({ told }) => told.mine).map(({ shape }) => shape));
    return list.filter(({ shape }) => shapes.has(shape));
  });
}

function byList<Found extends Pick<RecordRow, 'list'>>(rows: readonly Found[]): Found[][] {
  return [...Map.groupBy(rows, ({ list }) => list).values()];
}

/** Whether a part is a page that holds a sign of the viewer. Other pages need not be parsed. */
function isPageWithOwn({ body, inspected, contentType }: Part, own: OwnAnswer, answered: string) {
  if (body === null || !(contentType ?? answered).includes('html')) return false;
  return placed(inspected.found, null).some(own.reading.isOwn);
}

function describeRow(
  worker: Scanning,
  { where, value, part }: RecordRow,
  { viewer, thing, reading }: OwnAnswer,
  weak: readonly Sighting[],
): { told: ToldRow; claim?: RowClaim } {
  const { inspecting, digest } = worker;
  const text = Buffer.from(JSON.stringify(value));
  const seen: Sighting[] = placed(inspecting.look(text), text, where);
  const short = weak.filter((sighting) => isWithin(sighting.where, where));
  const general = inspecting.known.hasWeakIds()
    ? // A name is required for an `id`: the same small numbers count everything.
      ownWeakSightings(inspecting.known, { where, value }, viewer, reading.shows ?? '')
    : [];
  const signs = [...seen, ...short, ...general];
  const mine = signs.filter(reading.isOwn);
  const pathOf = (sighting: Sighting) => pathIn(sighting.where, where);
  const telling = new Set(mine.filter((sign) => isTelling(sign, thing, pathOf(sign))).map(pathOf));
  const known = new Set(signs.map(pathOf));
  const fields = idFieldsOf(value);
  const who = rowViewer(worker, { where, value }, viewer, reading);
  const isAside = mine.length > 0 && holdOn({ where, value }, who) === 'aside';
  const isMine = mine.length > 0 && !isAside;
  const other = isMine
    ? []
    : keysOfFields(
        fields.filter(({ at }) => !known.has(at)),
        digest,
      );
  return {
    told: {
      mine: isMine,
      own: isAside
        ? []
        : keysOfFields(
            fields.filter(({ at }) => telling.has(at)),
            digest,
          ),
      other,
      ...(part || thing !== null ? { part: true as const } : {}),
    },
    ...(isAside ? { claim: { by: 'aside' as const } } : {}),
  };
}

/**
 * Whether an id tells whose the row is: that of another thing than the one that was asked for, or an owner's. The `id` of
 * a row that is the viewer's account tells nothing: rows beside it are other people.
 */
function isTelling(sign: Sighting, thing: Thing | null, path: string): boolean {
  if (sign.kind !== 'id') return false;
  if (sign.thing !== null) return sign.thing !== thing?.id;
  return path.split(/[.[\]]+/).some((name) => owning.has(plain(name)));
}

/** Short ids of the viewer in fields that have the id's name, such as the `id` of an element of `visits`. */
function ownWeakIn({ inspecting: { known } }: Scanning, { json }: Part, { reading }: OwnAnswer) {
  return weakSightings(known, [{ where: '$', value: json }], { shows: reading.shows }).filter(
    reading.isOwn,
  );
}

function isWithin(where: string, row: string): boolean {
  return where.startsWith(row) && /^[.[]/.test(where.slice(row.length));
}

function pathIn(where: string, row: string): string {
  return where.slice(row.length).replace(/\[\d+\]/g, '[]');
}
