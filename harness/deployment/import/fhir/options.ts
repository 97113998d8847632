import { UsageError } from '../../../domain/errors.ts';
import type { Http } from '../../http.ts';
import { unknownField } from '../../checks/schema-parts.ts';

/** What a CapabilityStatement does not tell. */
export type FhirOptions = {
  /**
   * The server's base: a path (`/fhir`) or an address. Default: the address of the statement without `/metadata`; for a
   * file, what the statement names as the implementation's address.
   */
  base?: string;
  /**
   * The names of ids that the definition's functions return: `['patient', 'appointment', 'binary']`. Reads and included
   * resources are then tried of these types alone. Default: each type's own name (`documentReference`).
   */
  ids?: readonly string[];
  /** The only types of resources to be tried. Default: all that the statement names. */
  types?: readonly string[];
  /** Surfaces that must not be tried, with the reason: `{ 'GET /fhir/Claim': 'test data for all' }`. Reports quote it. */
  except?: Readonly<Record<string, string>>;
  /**
   * Gives the headers of a session that is shown the statement, for a server that shows it to nobody else. Default: it is
   * asked for without a session.
   */
  signIn?(context: { http: Http }): Promise<Record<string, string>> | Record<string, string>;
};

const known: readonly string[] = [
  'base',
  'ids',
  'types',
  'except',
  'signIn',
] satisfies (keyof FhirOptions)[];

/** Throws a UsageError for an unknown option. */
export function checkOptions(options: FhirOptions): void {
  // Nothing checks types when a definition runs.
  const unknown = Object.keys(options).find((name) => !known.includes(name));
  if (unknown === undefined) return;
  throw new UsageError(`fromFhir: ${unknownField(unknown, known)}`, 'Correct or remove it.');
}
