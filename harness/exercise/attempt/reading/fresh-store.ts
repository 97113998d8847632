import type { AccountId } from '../../../domain/accounts/account.ts';
import type { LeftOutKind } from '../../../domain/attempts/left-out.ts';
import { freshValues } from '../../scan/fresh-values.ts';
import type { Scanning } from '../../scan/inspect.ts';
import type { AttemptRequest, ValueHolder } from '../../state/attempt-request.ts';
import type { LeavingOut } from '../../state/left-out.ts';
import type { Part } from './answer.ts';
import { sameAnswer } from './same-answer.ts';

/** A value with the accounts in whose answers it stood. `origin`: the one that gave it, and the only one to get it. */
export type SeenValue = {
  value: string;
  origin: string;
  holders: ReadonlyMap<AccountId, ValueHolder>;
};

/** Values in answers that may be credentials, by surface and place, and then by value. They are kept in memory alone. */
export type FreshStore = {
  fresh: Map<string, Map<string, SeenValue & { holders: Map<AccountId, ValueHolder> }>>;
  /** Answers whose bodies were looked into, by `sameAnswer`: most answers of a run came before. */
  lookedInto: Set<string>;
};

/** A page or message of an answer, and the origin that gave it. */
type GivenPart = Pick<Part, 'body' | 'json' | 'inspected'> & { origin: string };

const [mostPlaces, mostValues] = [300, 200];

/** Keeps what may be a credential in the answers to an account. */
export function noteFresh(
  { fresh, lookedInto, inspecting, leaveOut }: FreshStore & Scanning & LeavingOut,
  {
    session,
    surface,
    carried,
  }: Pick<AttemptRequest, 'session' | 'carried'> & {
    surface: ValueHolder['surface'];
  },
  parts: readonly GivenPart[],
): void {
  if (session?.state !== 'open' || carried !== undefined) return;
  for (const { origin, body, inspected, json } of parts) {
    const key = body === null ? null : sameAnswer(session, `${surface.id} ${origin}`, body);
    const isKnown = key !== null && lookedInto.has(key);
    if (key !== null) lookedInto.add(key);
    const [told, text] = isKnown ? [undefined, null] : [json, body];
    const beyond = (what: LeftOutKind, where: string, most: number, count: number): void =>
      leaveOut({ what, surface: surface.id, where, most, count });
    const tooMany = (most: number, count: number) => beyond('texts', 'body', most, count);
    const more = { places: new Set<string>(), values: new Map<string, number>() };
    for (const found of freshValues(told, text, inspected.headers ?? [], tooMany)) {
      const { place, where } = found;
      const at = JSON.stringify([surface.id, origin, place]);
      const values = fresh.get(at) ?? new Map();
      const value = values.has(found.value) ? found.value : copyOf(found.value);
      const seen = values.get(value) ?? { value, origin, holders: new Map() };
      if (!values.has(value) && inspecting.look(value).length > 0) continue;
      if (!fresh.has(at) && fresh.size >= mostPlaces) {
        more.places.add(place);
        continue;
      }
      if (!values.has(value) && values.size >= mostValues) {
        more.values.set(place, (more.values.get(place) ?? 0) + 1);
        continue;
      }
      fresh.set(at, values.set(value, seen));
      seen.holders.set(session.account.id, { session, surface, where });
    }
    for (const place of more.places) beyond('fresh-places', place, mostPlaces, more.places.size);
    for (const [place, count] of more.values) beyond('fresh-values', place, mostValues, count);
  }
}

/** A copy of an ASCII text. A text that was cut out of an answer keeps the whole of it in memory. */
function copyOf(text: string): string {
  return Buffer.from(text, 'latin1').toString('latin1');
}
