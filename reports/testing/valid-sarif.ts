import type { ValidateFunction } from 'ajv';
import draft4 from 'ajv-draft-04';
import { readFileSync } from 'node:fs';

let compiled: ValidateFunction | undefined;

function compile(): ValidateFunction {
  const file = new URL('./sarif-schema-2.1.0.json', import.meta.url);
  const schema: object = JSON.parse(readFileSync(file, 'utf8'));
  const formats = { uri: URL.canParse, 'uri-reference': isReference, 'date-time': isTime };
  return new draft4.default({ allErrors: true, strict: false, formats }).compile(schema);
}

const isReference = (text: string) => URL.canParse(text, 'file:///');
const isTime = (text: string) => !Number.isNaN(Date.parse(text)) && text.endsWith('Z');

/** What is wrong with a SARIF file by the schema of OASIS. */
export function faultsOfSarif(log: unknown): string[] {
  compiled ??= compile();
  compiled(log);
  return (compiled.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}
