import { withFirst } from './leak.ts';
import type { Answers, Material } from './leak.ts';
import { withField } from './with-field.ts';

/**
 * One's own answer with a piece of HTML that is made of another's: at the end of a page, or as a field of an object in JSON.
 * @param write gets the text of the other's answer
 * @returns null where one's own is neither, or the other's is no text
 */
export function inMarkup(
  { here, theirs }: Pick<Material, 'here' | 'theirs'>,
  write: (text: string) => string,
): Answers | null {
  const other = theirs[0]?.body.toString('utf8') ?? '';
  const own = here[0]?.body.toString('utf8') ?? '';
  if (other.trim() === '' || /[\0\ufffd]/.test(other)) return null;
  const text = withPiece(own, write(other));
  return text === null
    ? null
    : withFirst(here, (answer) => ({ ...answer, body: Buffer.from(text) }));
}

function withPiece(own: string, piece: string): string | null {
  const object = withField(own, 'html', piece);
  if (object !== null) return object;
  if (!/^\s*<(!doctype html|html|[a-z][a-z0-9]*[\s>])/i.test(own)) return null;
  const end = own.search(/<\/body>/i);
  return end < 0 ? own + piece : own.slice(0, end) + piece + own.slice(end);
}
