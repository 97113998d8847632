import { createReadStream } from 'node:fs';

/** Characters that are read at once. */
const highWaterMark = 1024 * 1024;

/**
 * The lines of a text file. They end with a line feed alone: what else a deployment can send that ends lines elsewhere
 * (U+2028) may stand within a record.
 */
export async function* linesOf(path: string): AsyncIterable<string> {
  let rest = '';
  for await (const chunk of createReadStream(path, { encoding: 'utf8', highWaterMark })) {
    const lines = `${rest}${chunk}`.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) yield line;
  }
  if (rest !== '') yield rest;
}
