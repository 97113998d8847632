import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Surface, UnreachedSurface } from '../../surface.ts';
import { fromOpenApi } from './from-open-api.ts';
import type { OpenApiOptions } from './options.ts';

/** Writes files into a folder that goes with the test; returns the first one's path. */
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

/** A document of OpenAPI 3.1, unless `more` says otherwise. */
export function described(paths: unknown, more: object = {}): object {
  return { openapi: '3.1.0', info: { title: 'A service', version: '1' }, paths, ...more };
}

/** What a document with these paths comes to: `list GET /x` and `- GET /y: why`. */
export async function imported(document: unknown, options: OpenApiOptions = {}): Promise<string[]> {
  return (await fromOpenApi(await written({ 'openapi.json': document }), options)).map(inWords);
}

/** A surface as a line. */
export function inWords(surface: Surface | UnreachedSurface): string {
  if ('unreached' in surface) return `- ${surface.unreached}: ${surface.why}`;
  const { id, gives, variants } = surface;
  return `${gives}${variants.length > 0 ? ` (${variants.join()})` : ''} ${id}`;
}

/** Answers of success with a JSON body. */
export function json(schema: object = {}): object {
  return { 200: { description: 'ok', content: { 'application/json': { schema } } } };
}

/** Answers of success with a body of some type. */
export function ofType(...types: readonly string[]): object {
  const content = Object.fromEntries(types.map((type) => [type, {}]));
  return { 200: { description: 'ok', content } };
}

/** Parameters of a path. */
export function inPath(...names: readonly string[]): object[] {
  return names.map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } }));
}
