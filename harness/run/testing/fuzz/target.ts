/** A reader of bytes that others wrote, and what it must withstand. Targets are data; `targets.ts` lists them. */
export type Target = {
  /** In kebab-case. */
  name: string;
  /** Well-formed input, which is mutated. Each is also read as it is. */
  corpus: readonly (string | Uint8Array)[];
  /** Pieces of the format that hardly any mutation would write by itself. Default: none. */
  words?: readonly string[];
  /**
   * Reads the input, and throws where the reader did: unless the error is one that it declares. It also throws where what
   * was read is wrong, such as data of an account that is not in the input.
   */
  read(input: Buffer): void | Promise<void>;
};

/** Throws unless a statement about what was read is true. */
export function must(isTrue: boolean, what: string): asserts isTrue {
  if (!isTrue) throw new Error(what);
}

/** Calls a reader, whose declared errors count as read. */
export async function declared<Result>(
  read: () => Result | Promise<Result>,
  isDeclared: (error: unknown) => boolean,
): Promise<Result | null> {
  try {
    return await read();
  } catch (error) {
    if (isDeclared(error)) return null;
    throw error;
  }
}
