import { UsageError } from '../../domain/errors.ts';
import { type Gives, givenKinds } from '../../domain/surfaces/surface.ts';
import { bindingsOf, bindingsOfJson, hasLooseBraces } from './bind-path.ts';
import { isCssSelector } from '../html-page.ts';
import { unknownField } from '../checks/schema-parts.ts';
import { extraVariants, type SurfaceBase } from './surface.ts';

/** The options that surfaces of all kinds have. */
export type SurfaceOptions = Partial<
  Pick<SurfaceBase, 'headers' | 'json' | 'form' | 'variants'>
> & {
  /**
   * True: an import (`init`, `explore`) wrote it, and nobody has said what it gives. What all accounts are shown alike
   * there is told as *looks common*; what nobody is shown anything of their own in is told as not judged. Delete it
   * where it gives what belongs to an account. Default: false.
   */
  imported?: boolean;
};

/** The options of a read. */
export type ReadOptions = SurfaceOptions & Partial<Pick<SurfaceBase, 'by' | 'unattributed'>>;

/** The options of a list. */
export type ListOptions = SurfaceOptions &
  Partial<Pick<SurfaceBase, 'by' | 'items' | 'next' | 'shows' | 'unattributed' | 'parameters'>>;

// Every surface is tried repeatedly by foreign accounts, so methods that change or delete something are not allowed.
const methods = ['GET', 'HEAD', 'POST'];

/** Makes and checks the common fields of a surface from method and path. Throws a UsageError that names the fault. */
export function surfaceBase(
  id: string,
  gives: Gives,
  options: ListOptions,
  known: readonly string[],
): SurfaceBase {
  const { headers = {}, variants = [], ...rest } = options;
  const [method = '', address = '', ...more] = id.split(' ');
  const refuse = refuseSurface(id);
  const unknown = Object.keys(rest).find((name) => !known.includes(name));
  // Nothing checks types when a definition runs, so an unknown option would be ignored silently.
  if (unknown !== undefined) refuse(unknownField(unknown, known), 'Correct or remove it.');
  if (!givenKinds.includes(gives)) refuse(unknownGiven(gives), oneOfThe(givenKinds));
  if (!['boolean', 'undefined'].includes(typeof rest.imported))
    refuse(`imported: ${JSON.stringify(rest.imported)} is neither true nor false`, 'Delete it.');
  const strange = variants.find((variant) => !extraVariants.includes(variant));
  if (strange !== undefined) {
    refuse(`unknown variant ${JSON.stringify(strange)}`, oneOfThe(extraVariants));
  }
  if (more.length > 0 || address === '') {
    refuse('is no method and path', "Write it like 'GET /api/consultations/{consultation}'.");
  }
  if (!methods.includes(method)) {
    refuse(
      `unknown method ${method}`,
      `A surface gives data out: use ${methods.join(', ')} (upper case).`,
    );
  }
  if (!/^(\/(?!\/)|https?:\/\/)/.test(address)) {
    refuse(
      'the path does not begin with a slash',
      'Begin it with /, or with https:// for another of your hosts.',
    );
  }
  if (rest.form !== undefined && (rest.json !== undefined || method !== 'POST'))
    refuse('cannot send a form', "A form is sent by POST, and instead of `json`: 'POST /search'.");
  // A fragment is never sent. It tells surfaces with the same address apart: `POST /graphql#consultations`.
  const path = address.replace(/#.*$/, '');
  if (/[{}]/.test(path.replace(/\{[A-Za-z]\w*\}/g, ''))) {
    refuse(
      'its braces do not make bindings',
      'Write each binding as {name}, of letters, digits and _.',
    );
  }
  const loose = Object.entries(headers).find(([, value]) => hasLooseBraces(value));
  if (loose !== undefined) {
    refuse(
      `the braces in its header ${loose[0]} do not make bindings`,
      'Write each binding as {name}, of letters, digits and _.',
    );
  }
  const parsed = URL.parse(path.replace(/[{}]/g, ''), 'http://base.invalid');
  if (parsed === null || /^https?:\/\/[^/]*\{/.test(path)) {
    refuse('is no valid address', 'Write a path, or an address whose host is fixed.');
  }
  const { items, next } = rest;
  if (typeof next === 'string' && !next.startsWith('$')) {
    refuse(
      `next: ${JSON.stringify(next)} is no path`,
      "Write a path like '$.paging.next', or a function of the page.",
    );
  }
  if (typeof items === 'string' && !items.startsWith('$') && !isCssSelector(items)) {
    refuse(
      `items: ${JSON.stringify(items)} is neither a path nor a CSS selector`,
      "Write a path like '$.data.items', or for pages a selector like 'ul.visits > li'.",
    );
  }
  return {
    id,
    gives,
    method,
    path,
    headers,
    variants,
    needs: [...new Set([...bindingsOf(path), ...bindingsOfJson([rest.json, rest.form, headers])])],
    ...rest,
    imported: rest.imported ?? false,
  };
}

/** Returns a function that throws a UsageError with the surface's id. */
export function refuseSurface(id: string): (problem: string, remedy: string) => never {
  return (problem, remedy) => {
    throw new UsageError(`surface ${JSON.stringify(id)}: ${problem}`, remedy);
  };
}

/** The message for an unknown value of `gives`. */
export function unknownGiven(gives: unknown): string {
  return `gives unknown ${JSON.stringify(gives)}`;
}

/** The remedy that lists the possible values. */
export function oneOfThe(known: readonly string[]): string {
  return `Use one of ${known.join(', ')}.`;
}
