import { UsageError } from '../../../domain/errors.ts';
import { unknownField } from '../../schema-parts.ts';

/** What the document does not say. Operations are named as it writes them: `GET /recordings/{id}`. */
export type OpenApiOptions = {
  /**
   * The names of ids that the definition's functions return: `['patient', 'consultation', 'recording']`. Parameters
   * are then bound to these alone. Default: parameters give their own names (`recordingId`: `recording`).
   */
  ids?: readonly string[];
  /**
   * What parameters are bound to, where their names don't say: `{ rid: 'recording' }` everywhere, or
   * `{ 'GET /x/{id}': { id: 'recording' } }` of one operation.
   */
  bind?: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
  /** Values of parameters that are no ids: `{ locale: 'en' }`. No secrets: send those by `headers` of the definition. */
  values?: Readonly<Record<string, string>>;
  /** POST operations that only read, such as searches: `['POST /search']`. Their bodies are the document's examples. */
  also?: readonly string[];
  /** Operations that shall not be tried, with the reason: `{ 'GET /health': 'public' }`. Reports quote it. */
  except?: Readonly<Record<string, string>>;
  /** Further hosts of the deployment, as in the definition: operations with servers of their own may be there. */
  hosts?: readonly string[];
  /** The path in front of every operation's. Default: that of the document's first server. */
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

/** Throws a UsageError where an option is none, or names an operation that the document does not have. */
export function checkOptions(
  options: OpenApiOptions,
  operations: readonly { name: string }[],
  document: string,
): void {
  // Nothing checks types when a definition is run.
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
      `fromOpenApi: there is no operation ${JSON.stringify(name)} in ${document}`,
      'Write it as the document does, method first: GET /recordings/{id}.',
    );
  }
}
