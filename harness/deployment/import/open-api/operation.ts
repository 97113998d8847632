import type { Node } from './document.ts';

/** A parameter that an operation must be given, or may be. */
export type Parameter = {
  name: string;
  in: string;
  required: boolean;
  /** What it is called where it is described once for all, and its schema: `RecordingId`. */
  namedBy: readonly string[];
  /** The only value, the default, or the first of those possible: never an id. Null where there is none. */
  fixed: string | null;
  /** All values that it may have, where the document lists them. */
  values: readonly string[];
  /** Null where there is none. */
  example: string | null;
  /** It is a whole number: the least that it may be, 1 where nothing says. Null where it is none. */
  least: number | null;
};

/** What an operation answers, by media type. */
export type Answer = { status: string; contents: readonly { type: string; schema: Node | null }[] };

/** An operation of a document, the same for all versions. */
export type Operation = {
  /** Method and path as written in the document: `GET /recordings/{id}`. */
  name: string;
  /** Upper case. */
  method: string;
  /** As written, behind the base path of its server; an address where that is another host. */
  path: string;
  /** Empty where it has none. */
  operationId: string;
  parameters: readonly Parameter[];
  answers: readonly Answer[];
  /** Null where it takes no body; `example` undefined where the document shows none. */
  body: { example: unknown } | null;
  /** Names that its links and others' give to its parameters: `{ id: ['recording'] }`. */
  linked: Readonly<Record<string, readonly string[]>>;
  /** Nobody need sign in: `said` of this operation itself (`security: []`), or `implied` by what others need. */
  open: 'said' | 'implied' | null;
};

/** An operation that cannot be read, and why. */
export type UnreadOperation = Pick<Operation, 'name' | 'method' | 'path'> & { why: string };
