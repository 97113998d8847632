import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { readFileSync } from 'node:fs';

/** The published schema. */
export const publishedSchema = new URL('../verdict.schema.json', import.meta.url);

let compiled: ValidateFunction | undefined;

function compile(): ValidateFunction {
  const schema: object = JSON.parse(readFileSync(publishedSchema, 'utf8'));
  // What a `format` asks for, its `pattern` asks for too.
  return new Ajv2020({ allErrors: true, validateFormats: false }).compile(schema);
}

/** What is wrong with a verdict.json by the published schema, as another program's validator sees it. */
export function faultsOfVerdict(verdict: unknown): string[] {
  compiled ??= compile();
  compiled(verdict);
  return (compiled.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}
