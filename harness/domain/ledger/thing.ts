/** Names a thing (a consultation with its parts) within a run: its owner's id, a dot and a number, e.g. `a17.1`. */
export type ThingId = string;

/** Server-given ids by binding name, e.g. `{ consultation: 'con_…', recording: 'rec_…' }`. They are not secrets. */
export type Ids = Readonly<Record<string, string>>;
