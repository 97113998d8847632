import { textLiteral as quoted } from '../../text-literal.ts';
import type { DraftCall, DraftField } from './draft.ts';

/** What stands where a person must say something. */
export const gap = 'FILL IN';

/** A request that is sent fields, whose answer a variable takes. */
export function post(variable: string, { path, as, fields }: DraftCall, indent: string): string[] {
  return [
    `${indent}const ${variable} = await http.post(${quoted(path)}, {`,
    `${indent}  ${as}: {`,
    ...fields.map((field) => `${indent}    ${sent(field)},`),
    `${indent}  },`,
    `${indent}});`,
  ];
}

/** A field of a request, as code. */
export function sent({ name, code }: DraftField): string {
  return `${key(name)}: ${code ?? `fillIn(${quoted(name)})`}`;
}

/** Where the new id stands in the answer, as code. */
export function idOf(variable: string, { id }: DraftCall): string {
  return id === null
    ? `fillIn('which id ${variable} has')`
    : `${variable}.json<{ ${key(id)}: string }>()[${quoted(id)}]`;
}

/** A request without a body, as code. */
export function request({ method, path }: { method: string; path: string }): string {
  return `http.${method.toLowerCase()}(${quoted(path)})`;
}

/** What a request answers, or a field of it, as code. */
export function answer(call: string, field: string | null): string {
  return field === null
    ? `(await ${call}).text()`
    : `(await ${call}).json<{ ${key(field)}: string }>()[${quoted(field)}]`;
}

/** A name as a key of an object. */
export function key(name: string): string {
  return /^[A-Za-z_]\w*$/.test(name) && name !== '__proto__' ? name : `[${quoted(name)}]`;
}

/** Those of a function's arguments that its lines use, to stand behind others. */
export function using(names: readonly string[], lines: readonly string[]): string {
  const used = names.filter((name) =>
    lines.some((line) => new RegExp(`\\b${name}[[(]`).test(line)),
  );
  return used.map((name) => `, ${name}`).join('');
}
