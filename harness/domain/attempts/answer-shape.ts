/** What the text of an answer may be made of; `binary`: media, a document or an archive, of which no text is kept. */
export const shapeFormats = ['json', 'csv', 'html', 'xml', 'text', 'binary'] as const;

export type ShapeFormat = (typeof shapeFormats)[number];

/**
 * An answer with everything masked but its structure, so that a reader of a report sees what came without anything of what
 * stood there. At most about 2,000 characters.
 */
export type AnswerShape = {
  format: ShapeFormat;
  /** Masked text; a number is the index of a sighting of the attempt that stands in its place. */
  text: readonly (string | number)[];
};
