import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { coverageJson } from './coverage-json.ts';
import { indexHtml } from './html/page.ts';
import type { ReportInput } from './input.ts';
import { junitXml } from './junit/junit.ts';
import { reproPath, reproScripts } from './repro/files.ts';
import { sarifJson } from './sarif/sarif.ts';
import { summaryMarkdown } from './summary.ts';
import { verdictJson } from './verdict-json.ts';
import { commentBytes, withinBytes } from './within-bytes.ts';
import { type FileContent, writeFiles } from './write-files.ts';

/** The input with each violation pointing at its script, and at none where there is none. */
function pointAtScripts(input: ReportInput, scripts: ReadonlyMap<string, string>): ReportInput {
  const point = <Of extends { id: string; repro: string | null }>(violation: Of): Of => ({
    ...violation,
    repro: scripts.has(violation.id) ? reproPath(violation.id) : null,
  });
  return {
    ...input,
    verdict: { ...input.verdict, violations: input.verdict.violations.map(point) },
    cases: input.cases.map((item) => ({ ...item, violation: point(item.violation) })),
  };
}

/** Scripts of an earlier judging, whose violations may be gone. */
async function removeScripts(folder: string): Promise<void> {
  const repro = join(folder, 'repro');
  const names = await readdir(repro).catch(() => []);
  const scripts = names.filter((name) => name.endsWith('.sh'));
  await Promise.all(scripts.map((name) => rm(join(repro, name), { force: true })));
}

/** The reports of a run as files, in the order in which they are written; `shown`: the input as they tell it. */
export function reportFiles(input: ReportInput): { shown: ReportInput; files: FileContent[] } {
  const scripts = reproScripts(input);
  const shown = pointAtScripts(input, scripts);
  return {
    shown,
    files: [
      // First: what other programs read, and the smallest, should the disk be full.
      { path: 'verdict.json', content: verdictJson(shown.verdict) },
      { path: 'coverage.json', content: coverageJson(shown) },
      { path: 'junit.xml', content: junitXml(shown) },
      { path: 'results.sarif', content: sarifJson(shown) },
      { path: 'summary.md', content: withinBytes(summaryMarkdown(shown), commentBytes) },
      { path: 'index.html', content: indexHtml(shown, scripts) },
      ...[...scripts].map(([id, content]) => ({ path: reproPath(id), content, executable: true })),
    ],
  };
}

/**
 * Writes verdict.json, coverage.json, junit.xml, results.sarif, summary.md, index.html and repro/*.sh into the run's folder, each
 * atomically, replacing earlier ones. Returns the input as written: its violations name their scripts.
 *
 * @throws UsageError that names the files that could not be written, and why.
 */
export async function writeReports(folder: string, input: ReportInput): Promise<ReportInput> {
  const { shown, files } = reportFiles(input);
  await removeScripts(folder);
  await writeFiles(folder, files);
  return shown;
}
