import { describe, expect, it } from 'vitest';
import { circlesOf } from './circles.mjs';

/** @param {Record<string, string[]>} imports */
const sources = (imports) =>
  new Map(
    Object.entries(imports).map(([file, targets]) => [
      file,
      targets.map((target) => `import type { x } from '${target}';`).join('\n'),
    ]),
  );

describe('circles of imports', () => {
  it('finds one of types, however long, and names its files only', () => {
    const files = sources({
      'a/1.ts': ['../b/2.ts'],
      'b/2.ts': ['./3.ts', './leaf.ts'],
      'b/3.ts': ['../a/1.ts'],
      'b/leaf.ts': [],
      'b/user.ts': ['./2.ts'],
    });
    expect(circlesOf(files)).toEqual([['a/1.ts', 'b/2.ts', 'b/3.ts']]);
  });

  it('tells two circles that touch from two that do not', () => {
    const apart = sources({
      '1.ts': ['./2.ts'],
      '2.ts': ['./1.ts', './3.ts'],
      '3.ts': ['./4.ts'],
      '4.ts': ['./3.ts'],
    });
    expect(circlesOf(apart)).toEqual([
      ['3.ts', '4.ts'],
      ['1.ts', '2.ts'],
    ]);
    const touching = sources({
      '1.ts': ['./2.ts'],
      '2.ts': ['./1.ts', './3.ts'],
      '3.ts': ['./2.ts'],
    });
    expect(circlesOf(touching)).toEqual([['1.ts', '2.ts', '3.ts']]);
  });

  it('finds a file that imports itself, and nothing where all leads down', () => {
    expect(circlesOf(sources({ '1.ts': ['./1.ts'] }))).toEqual([['1.ts']]);
    expect(
      circlesOf(sources({ '1.ts': ['./2.ts', './3.ts'], '2.ts': ['./3.ts'], '3.ts': [] })),
    ).toEqual([]);
  });
});
