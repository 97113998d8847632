/** One row of a list: where it is, and itself. */
export type Row = { where: string; value: unknown };

/** The rows of an answer, or why they could not be told. `refused`: an error came in place of a list. */
export type Rows = { rows: readonly Row[] } | { why: string; refused?: true };
