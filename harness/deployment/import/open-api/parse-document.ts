import { parse, YAMLParseError } from 'yaml';
import { UsageError } from '../../../domain/errors.ts';

/** Most bytes of a document that are read, counting all of its files. */
export const largestDocument = 20 * 1024 * 1024;

/** Longest text in braces that is tried as YAML, in characters: YAML takes a hundred times as long as JSON. */
const longestInBraces = 1024 * 1024;

/** Deepest nesting that is read. No real document is deeper, and recursive functions may walk what is read. */
const deepest = 200;

/** Parses a document, JSON or YAML, to plain data. Throws a UsageError that says where it is broken. */
export function parseDocument(text: string, name: string): unknown {
  if (text.length > largestDocument) throw tooLarge(name);
  // A run passes on what the deployment served, where the byte order mark is a character still.
  const marked = text.replace(/^\uFEFF/, '');
  const value = /^\s*[[{]/.test(marked) ? fromJson(marked, name) : fromYaml(marked, name);
  if (!isTooDeep(value)) return value;
  throw new UsageError(
    `${name} is nested deeper than ${deepest} levels, or holds itself`,
    'Refer to what repeats by $ref, not by a YAML alias within itself.',
  );
}

/** The error of a document that is too large to be read. */
export function tooLarge(name: string): UsageError {
  return new UsageError(
    `${name} is larger than ${largestDocument / 1024 / 1024} MB, which is all that is read of an OpenAPI document`,
    'Leave out what describes other services, or name a document for each part.',
  );
}

function fromJson(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    // A YAML document may begin with a brace, too.
    try {
      if (text.length <= longestInBraces) return parseYaml(text);
      throw error;
    } catch {
      throw broken(name, 'JSON', error);
    }
  }
}

function fromYaml(text: string, name: string): unknown {
  try {
    return parseYaml(text);
  } catch (error) {
    const line =
      error instanceof YAMLParseError ? text.slice(0, error.pos[0]).split('\n').length : 0;
    throw broken(line > 0 ? `${name}, line ${line},` : name, 'YAML', error);
  }
}

/** Errors are not made pretty, which takes time that grows with the square of a long line. */
function parseYaml(text: string): unknown {
  return parse(text, { maxAliasCount: 100, logLevel: 'error', prettyErrors: false });
}

function broken(name: string, language: string, error: unknown): UsageError {
  const [first = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
  return new UsageError(
    `${name} is no ${language}: ${first.slice(0, 200)}`,
    'Name an OpenAPI document in JSON or YAML, and correct it there.',
  );
}

/** Whether a value is nested too deep. The search goes into the depth first, so that it notices circles at once. */
function isTooDeep(root: unknown): boolean {
  const open: { value: unknown; depth: number }[] = [{ value: root, depth: 0 }];
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    if (typeof one.value !== 'object' || one.value === null) continue;
    if (one.depth >= deepest) return true;
    for (const value of Object.values(one.value)) open.push({ value, depth: one.depth + 1 });
  }
  return false;
}
