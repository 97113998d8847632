import { createReadStream } from 'node:fs';

/** Number of bytes that are read at once. */
const highWaterMark = 128 * 1024;

/**
 * Reads the lines of a text file, in batches. Only a line feed ends a line: other line separators, such as U+2028, may
 * stand within a record, because a deployment can send them.
 */
export async function* linesOf(path: string): AsyncIterable<readonly string[]> {
  let rest = '';
  for await (const chunk of createReadStream(path, { encoding: 'utf8', highWaterMark })) {
    const lines = `${rest}${chunk}`.split('\n');
    rest = lines.pop() ?? '';
    yield lines;
  }
  if (rest !== '') yield [rest];
}
