import { answeredHere, withFirst } from '../leak.ts';
import type { Leak } from '../leak.ts';

/** A segment from the middle of another's recording. */
export const partOfMedia: Leak = {
  id: 'part-of-media',
  title: 'a part from the middle of another’s media',
  weight: 'part',
  cell: 'foreign',
  on: ['stream'],
  plant: (material) =>
    withFirst(answeredHere(material), (answer) => {
      const { length } = answer.body;
      const [from, to] = [length >> 2, length - (length >> 2)];
      return {
        ...answer,
        status: 206,
        headers: { ...answer.headers, 'content-range': `bytes ${from}-${to - 1}/${length}` },
        body: answer.body.subarray(from, to),
      };
    }),
};
