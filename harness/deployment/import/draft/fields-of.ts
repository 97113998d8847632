import { bindingName } from '../../surfaces/binding-name.ts';
import type { BodyField } from './body-fields.ts';
import type { DraftCall, DraftField } from './draft.ts';
import { fileField } from './file-kind.ts';
import { valueOf } from './value-of.ts';

/**
 * The fields that a draft sends of those that a body takes: the required ones, and the optional ones that take text, a
 * detail of the persona, or a file that Chaperone makes.
 * @param path the path of the operation, whose words may tell what a file is
 * @param book what was booked before, whose id a field may take. Default: nothing
 */
export function fieldsOf(
  fields: readonly BodyField[],
  path: string,
  of: 'account' | 'thing',
  book: DraftCall | null = null,
): DraftField[] {
  return fields.flatMap((field) => {
    const { name, required, kind, file, many } = field;
    if (file !== null) {
      const sent = fileField(name === '' ? lastWord(path) : name, file, [
        name,
        ...path.split('/').toReversed(),
      ]);
      if (sent.code === null && !required) return [];
      return [many && file.as !== 'bytes' ? listOf(sent) : sent];
    }
    if (takesIdOf(book, name)) return [{ name, code: 'id' }];
    if (!required && valueOf(name, textKind, of) === null) return [];
    return [{ name, code: valueOf(name, kind, of) }];
  });
}

function listOf({ code, ...field }: DraftField): DraftField {
  return { ...field, code: code === null ? null : `[${code}]` };
}

/** Whether a field takes the id of what was booked: `visitId` after `/visits`. */
export function takesIdOf(book: DraftCall | null, name: string): boolean {
  if (book === null || book.id === null) return false;
  return [book.called, bindingName(lastWord(book.path))].includes(bindingName(name));
}

/** The last word of a path that is no binding: `photo` for `/visits/{visit}/photo`. */
export function lastWord(path: string): string {
  return path.split('/').findLast((segment) => segment !== '' && !segment.includes('{')) ?? 'file';
}

/** Optional fields are sent only if they take text or a detail of the persona: this kind stands for text. */
const textKind = { type: 'string', format: '', value: null, levels: [] };
