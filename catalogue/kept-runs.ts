import { appendFile, mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Asked, Ended } from './case.ts';

/** Where the runs of a seed are kept, one a line, as they end: to make all of them takes an hour. */
export function keptFile(seed: number): string {
  return fileURLToPath(new URL(`../reports/catalogue/seed-${seed}.jsonl`, import.meta.url));
}

/** Keeps a run. */
export async function keepRun(file: string, ended: Ended): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await appendFile(file, `${JSON.stringify(ended)}\n`);
}

/** The runs that were kept; none where there is no such file. A line that was cut off, and what failed, is made anew. */
export async function keptRuns(file: string): Promise<Ended[]> {
  const text = await readFile(file, 'utf8').catch(() => '');
  return text.split('\n').flatMap((line) => {
    try {
      const ended = JSON.parse(line) as Ended;
      return 'failed' in ended ? [] : [ended];
    } catch {
      return [];
    }
  });
}

/**
 * What is left to be made of what was asked for, after the runs that were kept: of one that was made again, the last.
 * @param nextOf the run to be made after another, or null
 */
export function leftOf(
  asked: readonly Asked[],
  kept: readonly Ended[],
  nextOf: (ended: Ended) => Asked | null,
): { left: Asked[]; used: Ended[] } {
  const left: Asked[] = [];
  const used: Ended[] = [];
  for (const first of asked) {
    let next: Asked | null = first;
    while (next !== null) {
      const made = kept.findLast((ended) => isSame(ended.asked, next));
      if (made === undefined) break;
      used.push(made);
      next = nextOf(made);
    }
    if (next !== null) left.push(next);
  }
  return { left, used };
}

function isSame(one: Asked, other: Asked | null): boolean {
  const keyOf = ({ update, seed, thorough, accounts, parts, planted }: Asked) =>
    JSON.stringify([update, seed, thorough, accounts, parts, planted]);
  return other !== null && keyOf(one) === keyOf(other);
}
