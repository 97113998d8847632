import { tagContainer } from '../../../../media/tag-container.ts';
import { declared, must } from '../target.ts';
import type { Target } from '../target.ts';
import { webm } from './bodies.ts';

const title = 'a title';

/** Recordings, into which a title is written. */
export const containers: Target = {
  name: 'webm',
  corpus: [webm, Buffer.concat([webm.subarray(0, 48), Buffer.of(0xec, 0xd0, ...Buffer.alloc(80))])],
  words: ['\xec\x80', '\x18\x53\x80\x67', '\x01\xff', '\0'],
  async read(input) {
    const isNone = (error: unknown) =>
      error instanceof Error && error.message.startsWith('Not a WebM file');
    const tagged = await declared(() => tagContainer(input, title), isNone);
    if (tagged === null) return;
    must(Buffer.from(tagged).includes(title), 'the title is not there');
    must(tagged.length <= input.length + 200, 'the file has grown by more than its title');
  },
};
