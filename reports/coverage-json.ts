import type { RunCoverage } from '../harness/domain/verdict/run-coverage.ts';
import type { ReportInput } from './input.ts';

/** coverage.json, with one pair a line: what `chaperone coverage` adds up over many runs. */
export function coverageJson({ plan, verdict, covered }: ReportInput): string {
  const coverage: RunCoverage = {
    schema: 1,
    deployment: verdict.deployment,
    release: verdict.release,
    run: plan.name,
    scope: verdict.scope,
    startedAt: verdict.startedAt,
    ...covered,
  };
  const text = JSON.stringify(coverage, null, 1);
  return `${text.replace(/\[\n\s+("(?:[^"\\]|\\.)*"),\n\s+("(?:[^"\\]|\\.)*")\n\s+\]/g, '[$1, $2]')}\n`;
}
