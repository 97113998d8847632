import { textLiteral as quoted } from '../../text-literal.ts';
import type { DraftCall, DraftField } from './draft.ts';
import type { Place } from './places.ts';

/** Marks the places in the definition that the user must fill in. */
export const gap = 'FILL IN';

/**
 * Writes a request with its fields as lines of code.
 * @param variable the variable that gets the answer; null: nobody needs it
 * @param address the code of its path. Default: as it stands
 */
export function send(
  variable: string | null,
  { method, path, as, fields }: DraftCall,
  indent: string,
  address = quoted(path),
): string[] {
  const open = `${variable === null ? '' : `const ${variable} = `}await http.${method.toLowerCase()}(${address}`;
  return [
    ...fields.flatMap(({ doubt }) =>
      doubt === undefined ? [] : [`// ${gap}: ${plainly(doubt)}.`],
    ),
    ...lines(open, as, fields),
  ].map((line) => indent + line);
}

function lines(open: string, as: DraftCall['as'], fields: readonly DraftField[]): string[] {
  const [file] = fields;
  if (as === 'bytes') {
    const type = file?.file?.type ?? 'application/octet-stream';
    const body = file?.code ?? "fillIn('the file')";
    return [
      `${open}, {`,
      `  headers: { 'content-type': ${quoted(type)} },`,
      `  body: ${body},`,
      '});',
    ];
  }
  if (fields.length === 0) return [`${open}, { json: {} });`];
  if (as === 'multipart' && fields.some((field) => field.file !== undefined)) {
    return [
      `${open}, {`,
      '  body: inParts([',
      ...fields.map((field) => `    ${part(field)},`),
      '  ]),',
      '});',
    ];
  }
  const name = as === 'multipart' ? 'parts' : as;
  const isText = as !== 'json';
  return [
    `${open}, {`,
    `  ${name}: {`,
    ...fields.map((field) => `    ${sent(field, isText)},`),
    '  },',
    '});',
  ];
}

/** The function by which a draft sends files in parts of a form. */
export const inParts = [
  'function inParts(fields: [name: string, value: string | Blob, file?: string][]): FormData {',
  '  const parts = new FormData();',
  '  for (const [name, value, file] of fields) {',
  "    if (typeof value === 'string') parts.append(name, value);",
  '    else parts.append(name, value, file);',
  '  }',
  '  return parts;',
  '}',
];

function part({ name, code, file }: DraftField): string {
  if (file === undefined || code === null)
    return `[${quoted(name)}, ${valueCode(name, code, true)}]`;
  return `[${quoted(name)}, new Blob([${code}], { type: ${quoted(file.type)} }), ${file.name}]`;
}

/** The path of a request as code, with the value of a variable in the place of a name in braces. */
export function addressWith(path: string, binding: string | null, variable: string): string {
  if (binding === null || !path.includes(binding)) return quoted(path);
  const literal = (text: string) => text.replace(/[\\`]|\$(?=\{)/g, '\\$&');
  return `\`${path.split(binding).map(literal).join(`\${${variable}}`)}\``;
}

/** A text from a document, made safe for a comment on one line. */
function plainly(text: string): string {
  return text.replace(/[^\w ,./+*{}-]+/g, '').slice(0, 200);
}

/** Writes a field of a request as code. `isText`: the request takes nothing but texts. */
export function sent({ name, code }: DraftField, isText = false): string {
  return `${key(name)}: ${valueCode(name, code, isText)}`;
}

function valueCode(name: string, code: string | null, isText: boolean): string {
  if (code === null) return `fillIn(${quoted(name)})`;
  return isText && /^(?:true|false|-?[\d.]+)$/.test(code) ? quoted(code) : code;
}

/** Writes the expression that reads the new id from the answer. */
export function idOf(variable: string, { id }: DraftCall): string {
  return id === null ? `fillIn('which id ${variable} has')` : at(variable, id);
}

/** Writes the expression for the value at a place of an answer. `isOptional`: it may be missing. */
export function at(variable: string, place: Place, isOptional = false): string {
  const type = place.reduceRight(
    (inner, name) => `{ ${key(name)}${isOptional ? '?' : ''}: ${inner} }`,
    'string',
  );
  const steps = place.map(
    (name, index) => `${isOptional && index > 0 ? '?.' : ''}[${quoted(name)}]`,
  );
  return `${variable}.json<${type}>()${steps.join('')}`;
}

/** Writes a request as code. `options`: the code of its options; empty: it has none. */
export function request({ method, path }: { method: string; path: string }, options = ''): string {
  return `http.${method.toLowerCase()}(${quoted(path)}${options === '' ? '' : `, ${options}`})`;
}

/** Writes the expression for a request's answer: a field of its JSON, or the whole text. */
export function answer(call: string, field: Place | null): string {
  return field === null ? `(await ${call}).text()` : at(`(await ${call})`, field);
}

/** Writes a name as a key in an object literal. */
export function key(name: string): string {
  return /^[A-Za-z_]\w*$/.test(name) && name !== '__proto__' ? name : `[${quoted(name)}]`;
}

/** Writes those of a function's optional arguments that its lines use, each after a comma. */
export function using(names: readonly string[], lines: readonly string[]): string {
  const used = names.filter((name) =>
    lines.some((line) => new RegExp(`\\b${name}[[(.]`).test(line)),
  );
  return used.map((name) => `, ${name}`).join('');
}
