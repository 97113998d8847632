import type { Attempt, Item } from '../attempts/attempt.ts';
import type { Sighting } from '../attempts/sighting.ts';

/** Gives an attempt back with parts that it has in common with earlier ones, so that a run of a million fits into memory. */
export type ShareParts = (attempt: Attempt) => Attempt;

const none: readonly never[] = [];

/** Fields that most attempts lack. Of what a run has a million of, an empty place counts too. */
type Rare =
  | 'gives'
  | 'changed'
  | 'why'
  | 'picture'
  | 'writing'
  | 'delivery'
  | 'retryOf'
  | 'shrinking'
  | 'lent'
  | 'exchanged'
  | 'numbers'
  | 'view'
  | 'listed'
  | 'rowsElsewhere'
  | 'whole'
  | 'text'
  | 'fields'
  | 'trace'
  | 'credentialsIn'
  | 'shape';

/** All other fields, also one that may be absent: one that is forgotten here would be lost to judging. */
type Common = { [Field in Exclude<keyof Required<Attempt>, Rare>]: Attempt[Field] };

/**
 * Keeps one copy of what the attempts of a run repeat: names, rows, sightings, headers. All that it returns have their
 * properties in the same order, which engines read faster.
 */
export function createSharing(): ShareParts {
  const texts = new Map<string, string>();
  const values = new Map<string, object>();

  const text = <Text extends string>(value: Text): Text => {
    const known = texts.get(value);
    // The map gives back the text that it was asked for.
    if (known !== undefined) return known as Text;
    texts.set(value, value);
    return value;
  };
  const textOrNull = (value: string | null) => (value === null ? null : text(value));
  const textIfAny = (value: string | undefined) => (value === undefined ? undefined : text(value));
  /** The copy of a value that is kept; `compact` makes it of the first one. Default: the first one itself. */
  const shared = <Value extends object>(
    value: Value,
    compact: (value: Value) => Value = (same) => same,
  ): Value => {
    const key = JSON.stringify(value);
    const known = values.get(key);
    // Equal JSON is of one type: parts of different types have different keys.
    if (known !== undefined) return known as Value;
    const kept = compact(value);
    values.set(key, kept);
    return kept;
  };
  // Whoever looks at a list again is shown the same rows, with the same in them.
  const list = <Element>(
    elements: readonly Element[],
    compact: (element: Element) => Element,
  ): readonly Element[] =>
    elements.length === 0 ? none : shared(elements, (first) => first.map(compact));
  const sighting = (one: Sighting) => shared(one);
  const row = (item: Item) => shared(item, (one) => ({ ...one, ids: one.ids.map(text) }));

  const common = (attempt: Attempt): Common => ({
    type: 'attempt',
    id: attempt.id,
    worker: text(attempt.worker),
    part: text(attempt.part),
    phase: text(attempt.phase),
    release: textOrNull(attempt.release),
    viewer: text(attempt.viewer),
    session: textOrNull(attempt.session),
    sessionState: text(attempt.sessionState),
    surface: text(attempt.surface),
    thing: textOrNull(attempt.thing),
    variant: text(attempt.variant),
    probe: textIfAny(attempt.probe),
    channel: text(attempt.channel),
    sentAt: attempt.sentAt,
    answeredAt: attempt.answeredAt,
    outcome: text(attempt.outcome),
    status: attempt.status,
    headers: shared(attempt.headers),
    bytes: attempt.bytes,
    truncated: attempt.truncated,
    digests: list(attempt.digests, text),
    sightings: list(attempt.sightings, sighting),
    items: attempt.items === null ? null : list(attempt.items, row),
  });

  return (attempt) => {
    const kept: Attempt = common(attempt);
    const { gives, changed, why, retryOf, shrinking, lent, numbers, listed, whole } = attempt;
    if (gives !== undefined) kept.gives = gives;
    if (changed !== undefined) kept.changed = shared(changed);
    if (why !== undefined) kept.why = text(why);
    if (listed !== undefined) kept.listed = listed;
    if (attempt.rowsElsewhere !== undefined) kept.rowsElsewhere = attempt.rowsElsewhere;
    if (numbers !== undefined) kept.numbers = list(numbers, (one) => shared(one));
    if (attempt.view !== undefined) kept.view = list(attempt.view, (one) => shared(one));
    if (whole !== undefined) kept.whole = text(whole);
    if (attempt.text !== undefined) kept.text = shared(attempt.text);
    if (attempt.fields !== undefined) kept.fields = shared(attempt.fields);
    if (attempt.trace !== undefined) kept.trace = attempt.trace;
    if (attempt.credentialsIn !== undefined) kept.credentialsIn = shared(attempt.credentialsIn);
    if (attempt.shape !== undefined) kept.shape = attempt.shape;
    if (attempt.picture !== undefined) kept.picture = attempt.picture;
    if (attempt.delivery !== undefined) kept.delivery = attempt.delivery;
    if (attempt.writing !== undefined) kept.writing = attempt.writing;
    if (retryOf !== undefined) kept.retryOf = retryOf;
    if (shrinking !== undefined) kept.shrinking = shrinking;
    if (lent !== undefined) kept.lent = lent;
    if (attempt.exchanged !== undefined) kept.exchanged = text(attempt.exchanged);
    return kept;
  };
}
