import type { RequestSurface, UnreachedSurface } from './surface.ts';
import { textLiteral } from '../text-literal.ts';

/** Name of the public function that makes a surface. */
export type Builder = 'list' | 'read' | 'stream' | 'download' | 'figure';

/**
 * Writes surfaces as code, as a person would: each line is a call of `list`, `read`, … followed by a comma. Unreached
 * surfaces become comments. What may be a catalogue, and nobody has looked at, says that it was imported. All text from the deployment is quoted, so that it cannot become code.
 */
export function surfacesAsCode(surfaces: readonly (RequestSurface | UnreachedSurface)[]): {
  lines: string[];
  /** The functions that the lines call, for the import statement. */
  builders: Builder[];
} {
  const reached = surfaces.filter((one) => 'path' in one);
  const unreached = surfaces.filter((one) => 'unreached' in one);
  return {
    lines: [
      ...reached.map((surface) => `${call(surface)},`),
      ...unreached.map(
        ({ unreached: id, why }) => `// Not reached: ${inComment(id)}: ${inComment(why)}`,
      ),
    ],
    builders: [...new Set(reached.map(builderOf))].sort(),
  };
}

function builderOf({ gives, variants }: RequestSurface): Builder {
  if (gives !== 'stream') return gives;
  return variants.includes('range') ? 'stream' : 'download';
}

function call(surface: RequestSurface): string {
  const { id, headers, json, form, shows, items, parameters, figure } = surface;
  const isUnsaid = surface.imported && mayBeCatalogue(surface);
  const options = {
    ...(Object.keys(headers).length > 0 ? { headers } : {}),
    ...(json === undefined ? {} : { json }),
    ...(form === undefined ? {} : { form }),
    ...(shows === undefined ? {} : { shows }),
    ...(typeof items === 'string' ? { items } : {}),
    ...(parameters === undefined ? {} : { parameters }),
    ...(isUnsaid ? { imported: true } : {}),
  };
  const more = Object.keys(options).length > 0 ? `, ${literal(options)}` : '';
  const at = figure === undefined ? '' : `, ${textLiteral(figure)}`;
  return `${builderOf(surface)}(${textLiteral(id)}${at}${more})`;
}

/** Whether all accounts may be shown the same there: countries, settings. */
function mayBeCatalogue({ needs, gives, shows }: RequestSurface): boolean {
  return needs.length === 0 && shows === undefined && ['list', 'read'].includes(gives);
}

function literal(value: unknown): string {
  if (typeof value === 'string') return textLiteral(value);
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'undefined';
  const fields = Object.entries(value).map(
    ([key, field]) =>
      `${/^[A-Za-z]\w*$/.test(key) ? key : `[${textLiteral(key)}]`}: ${literal(field)}`,
  );
  return `{ ${fields.join(', ')} }`;
}

/** Removes line breaks and control characters, because a line break would end a line comment. */
function inComment(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();
}
