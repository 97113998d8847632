import type { AnswerShape } from '../../../domain/attempts/answer-shape.ts';
import { isBinary } from '../../../domain/surfaces/media-type.ts';
import { parseJson } from '../../scan/body-json.ts';
import type { Part } from '../reading/answer.ts';
import { shapeOfTable } from './csv.ts';
import { shapeOfJson } from './json.ts';
import type { Marks } from './marks.ts';
import { readPageShape } from './page.ts';
import { cutShort, details, isShort, joined } from './pieces.ts';
import type { Detail, Pieces } from './pieces.ts';
import { shapeOfText } from './text.ts';

/** Longest text whose shape is made, in bytes. */
const longest = 256 * 1024;

/**
 * The shape of a body: as detailed as fits, with the sightings in it.
 * @returns null for an empty one, and for text that is too long
 */
export function shapeOf(part: Part, contentType: string, marks: Marks): AnswerShape | null {
  const { body, derived } = part;
  if (body === null) return isBinary(contentType) ? { format: 'binary', text: [] } : null;
  if (body.length === 0 || body.length > longest) return null;
  // Of a refusal nobody has parsed it: there are no rows in it.
  const json = part.json ?? parseJson(body, contentType);
  if (derived === true && /csv|tab-separated/i.test(contentType) && Array.isArray(json))
    return fitting('csv', (detail) => shapeOfTable(json, marks, detail));
  if (json !== undefined) return fitting('json', (detail) => shapeOfJson(json, marks, detail));
  const text = body.toString('utf8');
  const kind = /html/i.test(contentType) ? 'html' : /[/+]xml\b/i.test(contentType) ? 'xml' : null;
  const pageShape = kind === null ? null : readPageShape(text, kind, marks);
  return kind !== null && pageShape !== null
    ? fitting(kind, pageShape)
    : fitting('text', (detail) => shapeOfText(text, marks, detail));
}

function fitting(format: AnswerShape['format'], shapeIn: (detail: Detail) => Pieces): AnswerShape {
  let last: Pieces = [];
  for (const detail of details) {
    last = joined(shapeIn(detail));
    if (isShort(last)) break;
  }
  return { format, text: isShort(last) ? last : cutShort(last) };
}
