import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Surface, UnreachedSurface } from '../../surfaces/surface.ts';
import { fromOpenApi } from './from-open-api.ts';
import type { OpenApiOptions } from './options.ts';

/** Writes files into a folder, which the end of the test removes. Resolves with the path of the first file. */
export async function written(files: Record<string, unknown>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'openapi-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
  }
  return join(folder, Object.keys(files)[0] ?? '');
}

/** An OpenAPI document with these paths. Default: version 3.1; `more` overrides fields. */
export function described(paths: unknown, more: object = {}): object {
  return { openapi: '3.1.0', info: { title: 'A service', version: '1' }, paths, ...more };
}

/** Imports a document, and describes its surfaces: `list GET /x`, and `- GET /y: why` for an unreached one. */
export async function imported(document: unknown, options: OpenApiOptions = {}): Promise<string[]> {
  return (await fromOpenApi(await written({ 'openapi.json': document }), options)).map(inWords);
}

/** Describes a surface in one line. */
export function inWords(surface: Surface | UnreachedSurface): string {
  if ('unreached' in surface) return `- ${surface.unreached}: ${surface.why}`;
  const { id, gives, variants } = surface;
  return `${gives}${variants.length > 0 ? ` (${variants.join()})` : ''} ${id}`;
}

/** Responses with a successful JSON answer. */
export function json(schema: object = {}): object {
  return { 200: { description: 'ok', content: { 'application/json': { schema } } } };
}

/** Responses with a successful answer of some media types. */
export function ofType(...types: readonly string[]): object {
  const content = Object.fromEntries(types.map((type) => [type, {}]));
  return { 200: { description: 'ok', content } };
}

/** Path parameters with these names. */
export function inPath(...names: readonly string[]): object[] {
  return names.map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } }));
}
