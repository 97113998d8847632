import { textLiteral as quoted } from '../../text-literal.ts';
import type { DraftCall, DraftField } from './draft.ts';

/** Marks the places in the definition that the user must fill in. */
export const gap = 'FILL IN';

/** Writes a POST with fields as lines of code that assign the answer to a variable. */
export function post(variable: string, { path, as, fields }: DraftCall, indent: string): string[] {
  return [
    `${indent}const ${variable} = await http.post(${quoted(path)}, {`,
    `${indent}  ${as}: {`,
    ...fields.map((field) => `${indent}    ${sent(field)},`),
    `${indent}  },`,
    `${indent}});`,
  ];
}

/** Writes a field of a request as code. */
export function sent({ name, code }: DraftField): string {
  return `${key(name)}: ${code ?? `fillIn(${quoted(name)})`}`;
}

/** Writes the expression that reads the new id from the answer. */
export function idOf(variable: string, { id }: DraftCall): string {
  return id === null
    ? `fillIn('which id ${variable} has')`
    : `${variable}.json<{ ${key(id)}: string }>()[${quoted(id)}]`;
}

/** Writes a request without a body as code. */
export function request({ method, path }: { method: string; path: string }): string {
  return `http.${method.toLowerCase()}(${quoted(path)})`;
}

/** Writes the expression for a request's answer: a field of its JSON, or the whole text. */
export function answer(call: string, field: string | null): string {
  return field === null
    ? `(await ${call}).text()`
    : `(await ${call}).json<{ ${key(field)}: string }>()[${quoted(field)}]`;
}

/** Writes a name as a key in an object literal. */
export function key(name: string): string {
  return /^[A-Za-z_]\w*$/.test(name) && name !== '__proto__' ? name : `[${quoted(name)}]`;
}

/** Writes those of a function's optional arguments that its lines use, each after a comma. */
export function using(names: readonly string[], lines: readonly string[]): string {
  const used = names.filter((name) =>
    lines.some((line) => new RegExp(`\\b${name}[[(]`).test(line)),
  );
  return used.map((name) => `, ${name}`).join('');
}
