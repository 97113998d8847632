import { writeToken } from '../canaries/token.ts';
import { collectHistory } from '../domain/history.ts';
import type { Plan } from '../domain/plan.ts';
import type { Verdict } from '../domain/verdict.ts';
import { invariants } from '../judging/rules/catalogue.ts';
import { judgeRun } from '../judging/judge.ts';
import { renderTerminal, writeReports } from '../../reports/index.ts';
import { linesOf } from './folder/lines-of.ts';
import { historyFiles, readPlan } from './folder/run-folder.ts';

/** The end of a run: its verdict, and the text that the terminal shows. */
export type Conclusion = {
  plan: Plan;
  folder: string;
  verdict: Verdict;
  text: string;
  /** What kept the run from going on, and its reports from being written. */
  errors: readonly Error[];
};

/**
 * Judges what lies in a run's folder, from its files alone, and writes the reports into it. The same files
 * give the same verdict. Reports that cannot be written (a full disk) don't take the verdict with them.
 */
export async function conclude(folder: string): Promise<Conclusion> {
  const plan = await readPlan(folder);
  const files = await historyFiles(folder);
  const history = await collectHistory(
    files.map(({ name, path }) => ({ name, lines: linesOf(path) })),
    plan.parts,
  );
  const judged = judgeRun({ plan, history });
  const input = { ...judged, plan, invariants, tokenText: writeToken };
  const { shown, errors } = await writeReports(folder, input).then(
    (written) => ({ shown: written, errors: [] }),
    (error: unknown) => ({ shown: input, errors: [asError(error)] }),
  );
  const colour = process.stdout.hasColors?.() ?? false;
  const text = renderTerminal(shown, { folder, colour, width: process.stdout.columns ?? 100 });
  return { plan, folder, verdict: shown.verdict, text, errors };
}

/** What was thrown, as an error. */
export function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}
