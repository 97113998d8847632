import { gzipSync } from 'node:zlib';
import { withFirst } from '../leak.ts';
import type { Leak } from '../leak.ts';
import { rowOfAnother } from './row-of-another.ts';

/** The same row, in an answer that was compressed on its way. */
export const gzippedRow: Leak = {
  id: 'gzipped-row',
  title: 'a row of another account in a compressed answer',
  weight: 'whole',
  cell: 'own',
  on: ['list'],
  plant: (material) =>
    withFirst(rowOfAnother.plant(material), (answer) => ({
      ...answer,
      headers: { ...answer.headers, 'content-encoding': 'gzip' },
      body: gzipSync(answer.body),
    })),
};
