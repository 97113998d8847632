import type { Ids } from '../../domain/ledger/thing.ts';

/** A binding in a path or in a string of a JSON body: `{recording}`, without spaces. */
const binding = /\{([A-Za-z]\w*)\}/g;

/** An id that a deployment gave, and that cannot stand where a surface needs it. Its message does not hold the id. */
export class UnfitId extends Error {}

/** The names of the bindings in a template, without repetition. */
export function bindingsOf(template: string): string[] {
  return [...new Set([...template.matchAll(binding)].map(([, name]) => name ?? ''))];
}

/** Whether a template has braces that make no binding. A header's value may be JSON, whose braces are its own. */
export function hasLooseBraces(template: string): boolean {
  const rest = template.replace(binding, '');
  return /[{}]/.test(rest) && !isJson(template.replace(binding, '0'));
}

function isJson(text: string): boolean {
  try {
    return typeof JSON.parse(text) === 'object';
  } catch {
    return false;
  }
}

/** The names of the bindings in all strings of a JSON body, without repetition. */
export function bindingsOfJson(json: unknown): string[] {
  if (typeof json === 'string') return bindingsOf(json);
  if (typeof json !== 'object' || json === null) return [];
  return [...new Set(Object.values(json).flatMap(bindingsOfJson))];
}

/**
 * Fills the bindings of a path template with ids. The ids are percent-encoded, so that an id can neither leave its
 * segment nor add to the query. Throws when an id is missing or cannot stand in a path.
 */
export function bindPath(template: string, ids: Ids): string {
  return template.replace(binding, (_, name: string) => {
    const value = Object.hasOwn(ids, name) ? ids[name] : undefined;
    if (value === undefined) throw new Error(`there is no id ${name} for ${template}`);
    // A URL parser reads `.` and `..` as steps in the path, even if they are encoded.
    if (['', '.', '..'].includes(value))
      throw new UnfitId(`the id ${name} cannot stand in ${template}`);
    return encodeURIComponent(value.toWellFormed());
  });
}

/**
 * Fills the bindings of a header's value with ids. Throws when an id is missing or cannot stand in a header.
 */
export function bindHeader(template: string, ids: Ids): string {
  return template.replace(binding, (_, name: string) => {
    const value = Object.hasOwn(ids, name) ? ids[name] : undefined;
    if (value === undefined) throw new Error(`there is no id ${name} for a header`);
    if (!/^[\x20-\x7e\x80-\xff]+$/.test(value))
      throw new UnfitId(`the id ${name} cannot stand in a header`);
    return value;
  });
}
