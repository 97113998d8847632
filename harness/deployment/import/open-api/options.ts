import { UsageError } from '../../../domain/errors.ts';
import { hintFor } from '../../checks/nearest-word.ts';
import { unknownField } from '../../checks/schema-parts.ts';

/** Information that the document lacks. Operations are named as the document writes them: `GET /recordings/{id}`. */
export type OpenApiOptions = {
  /**
   * The names of ids that the definition's functions return: `['patient', 'consultation', 'recording']`. Parameters are
   * then bound only to these. Default: names are derived from the parameters (`recordingId`: `recording`).
   */
  ids?: readonly string[];
  /**
   * Ids for parameters whose names don't tell: `{ rid: 'recording' }` for all operations, or
   * `{ 'GET /x/{id}': { id: 'recording' } }` for one.
   */
  bind?: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
  /** Values of parameters that are no ids: `{ locale: 'en' }`. Put secrets into `headers` of the definition instead. */
  values?: Readonly<Record<string, string>>;
  /** POST operations that only read, such as searches: `['POST /search']`. The document's examples are their bodies. */
  also?: readonly string[];
  /** Operations that must not be tried, with the reason: `{ 'GET /health': 'public' }`. Reports quote the reason. */
  except?: Readonly<Record<string, string>>;
  /** Further hosts of the deployment, as in the definition, for operations with servers of their own. Default: none. */
  hosts?: readonly string[];
  /** The base path of all operations. Default: the path of the document's first server. */
  base?: string;
};

const known: readonly string[] = [
  'ids',
  'bind',
  'values',
  'also',
  'except',
  'hosts',
  'base',
] satisfies (keyof OpenApiOptions)[];

/** Throws a UsageError for an unknown option, or an option with an operation that the document does not have. */
export function checkOptions(
  options: OpenApiOptions,
  operations: readonly { name: string }[],
  document: string,
): void {
  // Nothing checks types when a definition runs.
  const unknown = Object.keys(options).find((name) => !known.includes(name));
  if (unknown !== undefined)
    throw new UsageError(`fromOpenApi: ${unknownField(unknown, known)}`, 'Correct or remove it.');
  const { also = [], except = {}, bind = {} } = options;
  const names = new Set(operations.map(({ name }) => name));
  const named = [...also, ...Object.keys(except), ...Object.keys(bind)];
  for (const name of named) {
    const isOperation = name.includes(' ') || also.includes(name) || Object.hasOwn(except, name);
    if (!isOperation || names.has(name)) continue;
    throw new UsageError(
      `fromOpenApi: there is no operation ${JSON.stringify(name)} in ${document}: ${hintFor(name, [...names], 20)}`,
      'Write it as the document does, method first: GET /recordings/{id}.',
    );
  }
}
