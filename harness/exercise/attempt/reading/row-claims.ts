import type { RowClaim } from '../../../domain/attempts/attempt.ts';
import type { Sighting } from '../../../domain/attempts/sighting.ts';
import { idFieldsOf, keysOfFields } from '../../rows/id-fields.ts';
import type { IdField } from '../../rows/id-fields.ts';
import { holdOn, mayTellWhoLooks } from '../../rows/row-hold.ts';
import type { Hold, OwnSign, RowViewer } from '../../rows/row-hold.ts';
import type { Row } from '../../rows/row.ts';
import { isOwnerName, ownWeakSightings } from '../../rows/weak-ids.ts';
import type { Scanning } from '../../scan/inspect.ts';
import { placed } from '../../scan/sightings.ts';
import type { Account } from '../../state/held.ts';
import type { Part } from './answer.ts';
import type { Reading } from './reading.ts';

/** Rows of which it is recorded in which fields they have the viewer's ids; all have the same. */
const mostExamples = 20;
/** Shorter texts hold no sign that is found anywhere. */
const shortest = 8;

/** The viewer of a row, as `holdOn` needs them. */
export function rowViewer(
  { inspecting: { known, look } }: Scanning,
  row: Row,
  { id, ids }: Pick<Account, 'id' | 'ids'>,
  { isOwn, shows }: Pick<Reading, 'isOwn' | 'shows'>,
): RowViewer {
  const short = known.hasWeakIds() ? ownWeakSightings(known, row, { id, ids }, shows) : [];
  return {
    ids,
    short: new Map(short.map((sighting) => [sighting.where, isAccounts(sighting)])),
    signsIn: (text) =>
      text.length < shortest
        ? []
        : look(text).flatMap((found): OwnSign[] =>
            placed([found], null)
              .filter(isOwn)
              .map((sign) => ({
                isAccount: isAccounts(sign),
                at: typeof found.at === 'number' ? found.at : 0,
              })),
          ),
  };
}

/**
 * Says of each row of a patient's own list how far it is theirs, where one of them is so only by a weak sign.
 * @param sightings in the same part
 */
export function withClaims(
  worker: Scanning,
  part: Part,
  sightings: readonly Sighting[],
  { viewer, reading }: { viewer: Account; reading: Reading },
): readonly Row[] {
  const { rows } = part;
  const own = sightings.filter(reading.isOwn);
  if (rows.length === 0 || own.length === 0) return rows;
  if (!own.some(isAccounts) && !mayTellWhoLooks(part.body?.toString('utf8') ?? '')) return rows;
  const held = rows.map((row) => {
    const who = rowViewer(worker, row, viewer, reading);
    return { row, who, hold: holdOn(row, who) };
  });
  const claims = held.map(({ row, who, hold }) => weakClaim(worker, row, who, hold));
  if (claims.every((claim) => claim === null)) return rows;
  let examples = mostExamples;
  return held.map(({ row, who, hold }, index) => {
    const claim = claims[index] ?? null;
    if (claim !== null) return { ...row, claim };
    if (hold === null || (examples -= 1) < 0) return row;
    const fields = idFieldsOf(row.value).filter(
      (field) => isOfThing(field, who) || (isOwners(field, who) && isOwnAccounts(field, who)),
    );
    return { ...row, claim: { by: 'own', own: keysOfFields(fields, worker.digest) } };
  });
}

/** How far a row is the viewer's that is so by a weak sign alone; null for any other. */
function weakClaim(
  { inspecting: { known, look }, digest }: Scanning,
  row: Row,
  who: RowViewer,
  hold: Hold | null,
): RowClaim | null {
  if (hold === null || hold === 'own') return null;
  const fields = idFieldsOf(row.value).filter(
    ({ text }) => known.weakIds(text).length === 0 && look(text).length === 0,
  );
  const telling = hold === 'named' ? fields.filter((field) => isOwners(field, who)) : fields;
  const other = keysOfFields(telling, digest);
  if (hold === 'aside') return { by: 'aside', other };
  return other.length === 0 ? null : { by: 'beside', other };
}

/** Whether a sign is of an account, and of none of its things. */
function isAccounts(sign: Sighting): boolean {
  return sign.kind === 'unique' || (sign.kind === 'id' && sign.thing === null);
}

function isOfThing({ at, text }: IdField, who: RowViewer): boolean {
  return who.signsIn(text).some(({ isAccount }) => !isAccount) || isShort(at, who, false);
}

function isOwnAccounts({ at, text }: IdField, who: RowViewer): boolean {
  return who.signsIn(text).some(({ isAccount }) => isAccount) || isShort(at, who, true);
}

function isShort(at: string, { short }: RowViewer, isAccount: boolean): boolean {
  return [...short].some(([where, is]) => is === isAccount && where.endsWith(at));
}

function isOwners({ at }: IdField, { ids }: RowViewer): boolean {
  return at.split(/[.[\]]+/).some((name) => isOwnerName(name, ids));
}
