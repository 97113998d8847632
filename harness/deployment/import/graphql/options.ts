import { UsageError } from '../../../domain/errors.ts';
import type { Http } from '../../http.ts';
import { unknownField } from '../../checks/schema-parts.ts';

/** What a GraphQL schema does not tell. */
export type GraphQlOptions = {
  /**
   * A file with the schema, where the deployment does not tell it: SDL, or the JSON that introspection gives; a file URL,
   * or a path relative to the current folder. Default: the deployment is asked by introspection.
   */
  schema?: string | URL;
  /**
   * The names of ids that the definition's functions return: `['patient', 'consultation']`. Arguments are then bound only
   * to these. Default: names are derived from the arguments and types (`consultationId`: `consultation`).
   */
  ids?: readonly string[];
  /** Ids for arguments whose names don't tell: `{ ref: 'consultation' }`, or for one field `{ 'visit.ref': 'visit' }`. */
  bind?: Readonly<Record<string, string>>;
  /** Values of arguments that are no ids: `{ locale: 'en' }`, or for one field `{ 'search.kind': 'VISIT' }`. */
  values?: Readonly<Record<string, unknown>>;
  /**
   * What must not be asked for, with the reason: a query as reports call it (`{ health: 'public' }`), or a field of a type
   * (`{ 'Consultation.staffNotes': 'only staff may ask for it' }`). Reports quote the reason.
   */
  except?: Readonly<Record<string, string>>;
  /** How many objects within an object a query asks for, one within the other. Default: 2. */
  depth?: number;
  /**
   * The action (of `actions`) that makes the server send something to a subscriber, by subscription:
   * `{ messageAdded: 'sendMessage' }`. Default: subscriptions are told as not tried.
   */
  subscriptions?: Readonly<Record<string, string>>;
  /**
   * Where subscriptions are, and how they come: over a WebSocket (`graphql-transport-ws` or the older
   * `graphql-ws`, whichever the server chooses, or the one that is named), or
   * as server-sent events that a GET asks for, or a POST. Default: a WebSocket at the address of the queries.
   */
  listen?: {
    at?: string;
    by?: 'websocket' | 'graphql-transport-ws' | 'graphql-ws' | 'events' | 'events-by-post';
  };
  /**
   * Gives the headers of a session that is shown the schema, for a server that shows it to nobody else. Default: it is
   * asked for without a session.
   */
  signIn?(context: { http: Http }): Promise<Record<string, string>> | Record<string, string>;
};

const known: readonly string[] = [
  'schema',
  'ids',
  'bind',
  'values',
  'except',
  'depth',
  'subscriptions',
  'listen',
  'signIn',
] satisfies (keyof GraphQlOptions)[];

const listenedBy: readonly string[] = [
  'websocket',
  'graphql-transport-ws',
  'graphql-ws',
  'events',
  'events-by-post',
] satisfies NonNullable<GraphQlOptions['listen']>['by'][];

/** Deepest that queries may be asked to be. Servers refuse deeper ones. */
const deepest = 5;

/** Throws a UsageError for an unknown option, or one that is nothing of its kind. */
export function checkOptions(options: GraphQlOptions): void {
  // Nothing checks types when a definition runs.
  const unknown = Object.keys(options).find((name) => !known.includes(name));
  if (unknown !== undefined)
    throw new UsageError(`fromGraphQl: ${unknownField(unknown, known)}`, 'Correct or remove it.');
  const by = options.listen?.by;
  if (by !== undefined && !listenedBy.includes(by))
    throw new UsageError(
      `fromGraphQl: listen.by ${JSON.stringify(by)} is no way to listen`,
      `Use ${listenedBy.join(', ')}.`,
    );
  const { depth = 0 } = options;
  if (!Number.isInteger(depth) || depth < 0 || depth > deepest)
    throw new UsageError(
      `fromGraphQl: depth ${JSON.stringify(depth)} is no number of levels`,
      `Use a whole number from 0 to ${deepest}.`,
    );
}
