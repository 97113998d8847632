import type { Attempt, Item } from './attempt.ts';

/** Gives an attempt back with parts that it has in common with earlier ones, so that a run of a million fits into memory. */
export type ShareParts = (attempt: Attempt) => Attempt;

const none: readonly never[] = [];

/** All fields of an attempt, those that may be absent too: one that is forgotten here would be lost to judging. */
type Whole = { [Field in keyof Required<Attempt>]: Attempt[Field] };

/**
 * Keeps one copy of what the attempts of a run repeat: names, rows, sightings, headers. All that it returns have the
 * same properties in the same order, which engines read faster.
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
  const shared = <Value extends object>(value: Value): Value => {
    const key = JSON.stringify(value);
    const known = values.get(key);
    // Equal JSON is of one type: parts of different types have different keys.
    if (known !== undefined) return known as Value;
    values.set(key, value);
    return value;
  };
  const list = <Element>(elements: readonly Element[], one: (element: Element) => Element) =>
    elements.length === 0 ? none : elements.map(one);
  const row = (item: Item) => shared({ ...item, ids: list(item.ids, text) });

  return (attempt): Whole => ({
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
    gives: attempt.gives,
    thing: textOrNull(attempt.thing),
    variant: text(attempt.variant),
    probe: textIfAny(attempt.probe),
    changed: attempt.changed === undefined ? undefined : shared(attempt.changed),
    channel: text(attempt.channel),
    sentAt: attempt.sentAt,
    answeredAt: attempt.answeredAt,
    outcome: text(attempt.outcome),
    why: textIfAny(attempt.why),
    status: attempt.status,
    headers: shared(attempt.headers),
    bytes: attempt.bytes,
    truncated: attempt.truncated,
    digests: list(attempt.digests, text),
    sightings: list(attempt.sightings, shared),
    items: attempt.items === null ? null : list(attempt.items, row),
    retryOf: attempt.retryOf,
    shrinking: attempt.shrinking,
  });
}
