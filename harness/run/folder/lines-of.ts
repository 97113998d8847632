import { createReadStream } from 'node:fs';

/** Bytes that are read at once. */
const highWaterMark = 128 * 1024;

/**
 * The lines of a text file, as many at a time as are read at once. They end with a line feed alone: what else a deployment can send that ends lines elsewhere
 * (U+2028) may stand within a record.
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
