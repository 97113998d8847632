import type { Node } from './document.ts';

/** A required or optional parameter of an operation. */
export type Parameter = {
  name: string;
  in: string;
  required: boolean;
  /** Names of its shared description and of its schema: `RecordingId`. */
  namedBy: readonly string[];
  /** The only value, the default, or the first possible value, which never is an id. Null when there is none. */
  fixed: string | null;
  /** All possible values, if the document lists them; otherwise empty. */
  values: readonly string[];
  /** Null when the document gives no example. */
  example: string | null;
  /** For a whole number, its minimum (default: 1). Null when the parameter is no whole number. */
  least: number | null;
};

/** An answer of an operation, with its contents by media type. */
export type Answer = { status: string; contents: readonly { type: string; schema: Node | null }[] };

/** An operation of a document, in one form for all versions. */
export type Operation = {
  /** Method and path as written in the document: `GET /recordings/{id}`. */
  name: string;
  /** Upper case. */
  method: string;
  /** The base path of its server followed by its path as written; an address if the server is another host. */
  path: string;
  /** Empty when the document gives none. */
  operationId: string;
  parameters: readonly Parameter[];
  answers: readonly Answer[];
  /** Null when the operation takes no body. `example` is undefined when the document gives none. */
  body: { example: unknown } | null;
  /** Names that links give to its parameters: `{ id: ['recording'] }`. */
  linked: Readonly<Record<string, readonly string[]>>;
  /**
   * The operation needs no sign-in: `said` if it declares so itself (`security: []`), `implied` if it declares nothing
   * and other operations need one. Null: it needs sign-in, or nothing is known.
   */
  open: 'said' | 'implied' | null;
};

/** An operation that cannot be read, and why. */
export type UnreadOperation = Pick<Operation, 'name' | 'method' | 'path'> & { why: string };
