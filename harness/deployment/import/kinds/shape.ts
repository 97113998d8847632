/** What is known of a JSON value, from its schema or from a recorded answer. */
export type Shape = {
  /**
   * What an array holds: `records` are objects with an id of their own, `values` are texts and numbers, and `objects`
   * is everything else, also where nothing is known. Null: it is no array.
   */
  holds: 'records' | 'objects' | 'values' | null;
  /** The fields of an object, by name; empty for any other value. */
  fields: ReadonlyMap<string, () => Shape>;
};

/** Names of fields that hold an object's own id. */
const ownId = /^(?:@id|_?id|uuid|guid|urn|uid)$|[a-z_](?:Id|ID|Uuid|_id|_uuid)$/;

/** Whether an object with these fields is a record: it has an id of its own, or of what it belongs to. */
export function areOfRecord(names: Iterable<string>): boolean {
  return [...names].some((name) => ownId.test(name));
}

/** The shape of a JSON value. */
export function shapeOfValue(value: unknown): Shape {
  if (Array.isArray(value)) return { holds: heldBy(value), fields: new Map() };
  const fields = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return {
    holds: null,
    fields: new Map(fields.map(([name, inner]) => [name, () => shapeOfValue(inner)])),
  };
}

function heldBy(rows: readonly unknown[]): Shape['holds'] {
  if (rows.some((row) => typeof row !== 'object' || row === null)) return 'values';
  const areRecords = rows.every((row) => areOfRecord(Object.keys(row ?? {})));
  return rows.length > 0 && areRecords ? 'records' : 'objects';
}
