import type { ReportInput } from '../input.ts';
import { scriptedCases } from '../words/violations/stories.ts';
import { reproScript } from './by-kind.ts';

/** The scripts by violation id. */
export function reproScripts(input: ReportInput): ReadonlyMap<string, string> {
  const scripts = new Map<string, string>();
  for (const item of scriptedCases(input)) {
    const script = reproScript(input, item);
    if (script !== null) scripts.set(item.violation.id, script);
  }
  return scripts;
}

/** Where a violation's script lies in the run's folder. */
export function reproPath(violationId: string): string {
  return `repro/${violationId.replace(/[^\w-]/g, '_')}.sh`;
}
