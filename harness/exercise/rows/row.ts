import type { RowClaim, ToldRow } from '../../domain/attempts/attempt.ts';

/**
 * One row of a list, with its place: a JSON path, or `row 3`. `told`: the row was found within an answer that is not
 * described as a list. `claim`: how far it is the viewer's, where that is weighed.
 */
export type Row = { where: string; value: unknown; told?: ToldRow; claim?: RowClaim };

/** The rows of an answer, or why they could not be found. `refused`: the answer holds an error in place of a list. */
export type Rows = { rows: readonly Row[] } | { why: string; refused?: true };
