import { readFile } from 'node:fs/promises';
import { uniqueValues } from '../accounts/unique-values.ts';
import { writeToken } from '../canaries/token.ts';
import { collectHistory, type History } from '../domain/history/history.ts';
import { planDigest } from '../domain/history/plan-digest.ts';
import type { Plan } from '../domain/plan.ts';
import type { Verdict } from '../domain/verdict/verdict.ts';
import { invariants } from '../judging/rules/catalogue.ts';
import { judgeRun, type Judged } from '../judging/judge.ts';
import {
  annotationsOf,
  renderTerminal,
  summaryMarkdown,
  writeReports,
} from '../../reports/index.ts';
import type { ReportInput } from '../../reports/input.ts';
import { sha256 } from '../signing/canonical-json.ts';
import { limitsOf, narrowedBy } from '../signing/narrowed.ts';
import { acceptDigest } from '../signing/sign-off.ts';
import { copiedBaseline } from './baseline/read-baseline.ts';
import { readEarlierRuns } from './earlier/read-earlier-runs.ts';
import { linesOf } from './folder/lines-of.ts';
import { readPictures } from './folder/read-pictures.ts';
import { historyFiles, readPlan, runPaths } from './folder/run-folder.ts';
import { chaperoneVersion } from './version.ts';

/** The result of a run: its verdict, and the text that the terminal shows. */
export type Conclusion = {
  plan: Plan;
  folder: string;
  verdict: Verdict;
  text: string;
  /** summary.md, and annotations for GitHub: for the CI that may run this. */
  summary: string;
  annotations: readonly string[];
  /** The errors that stopped the run, or kept its reports from being written. */
  errors: readonly Error[];
  /** Whether the seals of the history were checked. A seal that does not fit is a reason of the verdict. */
  sealsChecked: boolean;
};

/**
 * Reads what a run is judged by from the files in its folder.
 * @param sealKey the key that its history is sealed with; null: seals are not checked
 */
export async function readHistory(
  folder: string,
  sealKey: string | null = null,
): Promise<{ plan: Plan; planText: string; history: History }> {
  const plan = await readPlan(folder);
  const planText = await readFile(runPaths(folder).plan, 'utf8');
  const files = await historyFiles(folder);
  const lines = files.map(({ name, path }) => ({ name, lines: linesOf(path) }));
  const history = await collectHistory(lines, plan.parts, {
    sealKey,
    plan: planDigest(planText),
    sealed: plan.sealed === true,
  });
  return { plan, planText, history };
}

/**
 * Judges a run from the files in its folder alone, and writes nothing. The same files give the same.
 * Resolves with what its reports are made from, and what is wrong with its history.
 */
export async function judgeFolder(
  folder: string,
  sealKey: string | null,
): Promise<{ input: ReportInput; judged: Judged; defects: readonly string[] }> {
  const { plan, planText, history } = await readHistory(folder, sealKey);
  const judged = judgeRun({ plan, history, baseline: await copiedBaseline(folder, plan) });
  const input = {
    ...judged,
    plan,
    invariants,
    version: chaperoneVersion(),
    earlier: await readEarlierRuns(folder, { plan, verdict: judged.verdict }),
    signing: {
      narrowed: narrowedBy(plan),
      limits: limitsOf(plan),
      digests: [
        { name: 'plan.json', sha256: sha256(planText) },
        { name: 'accept', sha256: acceptDigest(plan) },
      ],
    },
    pictures: await readPictures(
      folder,
      judged.cases.flatMap(({ attempts }) => attempts.flatMap(({ picture }) => picture ?? [])),
    ),
    tokenText: writeToken,
    uniqueValues: (number: number) => uniqueValues(plan.seed, number),
  };
  return { input, judged, defects: history.defects };
}

/**
 * Judges a run from the files in its folder alone, and writes the reports into it. The same files give the same
 * verdict. If a report cannot be written (a full disk), the verdict is still returned, with the error.
 * @param sealKey the key that its history is sealed with; null: it is not there, and seals are not checked
 */
export async function conclude(folder: string, sealKey: string | null): Promise<Conclusion> {
  const { input } = await judgeFolder(folder, sealKey);
  const { plan } = input;
  const { shown, errors } = await writeReports(folder, input).then(
    (written) => ({ shown: written, errors: [] }),
    (error: unknown) => ({ shown: input, errors: [asError(error)] }),
  );
  const colour = process.stdout.hasColors?.() ?? false;
  const text = renderTerminal(shown, { folder, colour, width: process.stdout.columns ?? 100 });
  return {
    plan,
    folder,
    verdict: shown.verdict,
    text,
    summary: summaryMarkdown(shown),
    annotations: annotationsOf(shown),
    errors,
    sealsChecked: sealKey !== null,
  };
}

/** Wraps a thrown value that is not an Error. */
export function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}
