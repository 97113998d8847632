import { createHash } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { coverageJson } from './coverage-json.ts';
import { indexHtml } from './html/page.ts';
import { incidentOf } from './incident/incident.ts';
import { incidentMarkdown } from './incident/markdown.ts';
import { incidentHtml } from './incident/page.ts';
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

/** Removes scripts and incident reports of an earlier judging that this one does not write. */
async function removeEarlier(folder: string, files: readonly FileContent[]): Promise<void> {
  const names = await readdir(join(folder, 'repro')).catch(() => []);
  const scripts = names.filter((name) => name.endsWith('.sh')).map((name) => `repro/${name}`);
  const earlier = [...scripts, 'incident.md', 'incident.html'].filter(
    (name) => !files.some(({ path }) => path === name),
  );
  await Promise.all(earlier.map((name) => rm(join(folder, name), { force: true })));
}

/** The input that names the digest of verdict.json as it is written, too. */
function withDigest(shown: ReportInput, verdict: string): ReportInput {
  if (shown.signing === undefined) return shown;
  const sha256 = createHash('sha256').update(verdict).digest('hex');
  const digests = [...shown.signing.digests, { name: 'verdict.json', sha256 }];
  return { ...shown, signing: { ...shown.signing, digests } };
}

/** What an incident report needs, of a violated run; nothing of others. */
function incidentFiles(shown: ReportInput): FileContent[] {
  const incident = incidentOf(shown);
  if (incident === null) return [];
  return [
    { path: 'incident.md', content: incidentMarkdown(incident) },
    { path: 'incident.html', content: incidentHtml(incident) },
  ];
}

/** The reports of a run as files, in the order in which they are written; `shown`: the input as they tell it. */
export function reportFiles(input: ReportInput): { shown: ReportInput; files: FileContent[] } {
  const scripts = reproScripts(input);
  const shown = pointAtScripts(input, scripts);
  const verdict = verdictJson(shown.verdict);
  return {
    shown,
    files: [
      // First: what other programs read, and the smallest, should the disk be full.
      { path: 'verdict.json', content: verdict },
      { path: 'coverage.json', content: coverageJson(shown) },
      { path: 'junit.xml', content: junitXml(shown) },
      { path: 'results.sarif', content: sarifJson(shown) },
      { path: 'summary.md', content: withinBytes(summaryMarkdown(shown), commentBytes) },
      { path: 'index.html', content: indexHtml(withDigest(shown, verdict), scripts) },
      ...incidentFiles(shown),
      ...[...scripts].map(([id, content]) => ({ path: reproPath(id), content, executable: true })),
    ],
  };
}

/**
 * Writes verdict.json, coverage.json, junit.xml, results.sarif, summary.md, index.html, repro/*.sh and, of a violated run,
 * incident.md and incident.html into the run's folder, each atomically, replacing earlier ones. Returns the input as written: its violations name their scripts.
 *
 * @throws UsageError that names the files that could not be written, and why.
 */
export async function writeReports(folder: string, input: ReportInput): Promise<ReportInput> {
  const { shown, files } = reportFiles(input);
  await removeEarlier(folder, files);
  await writeFiles(folder, files);
  return shown;
}
