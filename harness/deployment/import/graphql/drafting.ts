import type { GraphQlOptions } from './options.ts';
import type { Selecting } from './selection.ts';

/** What queries are made by. */
export type Drafting = Selecting & {
  options: GraphQlOptions;
  /** Keyword of the operation: `query`, `subscription`. */
  operation: string;
};
