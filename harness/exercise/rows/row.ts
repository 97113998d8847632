/** One row of a list, with its place: a JSON path, or `row 3`. */
export type Row = { where: string; value: unknown };

/** The rows of an answer, or why they could not be found. `refused`: the answer holds an error in place of a list. */
export type Rows = { rows: readonly Row[] } | { why: string; refused?: true };
