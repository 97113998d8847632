/** What bounds leave out of what a deployment shows, with the words in which reports tell it. */
export const leftOutInWords = {
  rows: 'rows within an answer that is not described as a list',
  depth: 'levels of an answer, below which no rows are looked for',
  page: 'characters of a page without `items`, beyond which no rows are looked for',
  'named-values': 'values of an answer that may name addresses',
  'named-places': 'places of an answer whose addresses are asked for',
  'named-addresses': 'addresses that answers name',
  texts: 'texts of an answer that may be credentials',
  'fresh-places': 'places of answers whose texts may be credentials',
  'fresh-values': 'texts at one place of answers that may be credentials',
  'first-step-values': 'values of a sign-in’s first step',
  signatures: 'values of a parameter that may be a signature',
  'unmarked-places': 'places of fields that carry no marker',
} as const;

export type LeftOutKind = keyof typeof leftOutInWords;

/** What one bound left out at one place. It holds no values of the deployment's, but for names in `where`. */
export type LeftOut = {
  what: LeftOutKind;
  /** Id of the surface, or `sign-in`. */
  surface: string;
  /** The place in its answers, as a JSON path or in words. */
  where: string;
  /** The bound: how many are looked at. */
  most: number;
  /** How many were beyond it, at least, in the answer in which they were most. */
  count: number;
};
