import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { writeToken } from '../canaries/token.ts';
import { collectHistory } from '../domain/history.ts';
import type { Verdict } from '../domain/verdict.ts';
import { invariants } from '../invariants/catalogue.ts';
import { judgeRun } from '../invariants/judge.ts';
import { renderTerminal, writeReports } from '../../reports/index.ts';
import { historyFiles, readPlan } from './run-folder.ts';

/** The end of a run: its verdict, and the text that the terminal shows. */
export type Conclusion = { folder: string; verdict: Verdict; text: string };

/**
 * Judges what lies in a run's folder, from its files alone, and writes the reports into it. The same files
 * give the same verdict.
 */
export async function conclude(folder: string): Promise<Conclusion> {
  const plan = await readPlan(folder);
  const files = await historyFiles(folder);
  const history = await collectHistory(
    files.map(({ name, path }) => ({ name, lines: linesOf(path) })),
    plan.parts,
  );
  const judged = judgeRun({ plan, history });
  const input = { ...judged, plan, history, invariants, tokenText: writeToken };
  await writeReports(folder, input);
  return {
    folder,
    verdict: judged.verdict,
    text: renderTerminal(input, { folder, colour: process.stdout.hasColors?.() ?? false, width: process.stdout.columns ?? 100 }),
  };
}

/** Opened only once it is read: readline drops the lines that nobody waits for. */
async function* linesOf(path: string): AsyncIterable<string> {
  yield* createInterface({ input: createReadStream(path), crlfDelay: Infinity });
}
