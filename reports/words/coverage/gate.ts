import { parts } from '../../../harness/domain/attempts/attempt.ts';
import type { ReportInput } from '../../input.ts';
import { count, enumerate } from '../counting.ts';
import { duration } from '../time.ts';

/** What a gate left out, for the first screen: it is less than a whole run. Null where the run is no gate. */
export function gateWords({ plan, verdict }: ReportInput): string | null {
  if (plan.budget === undefined) return null;
  const missing = parts.filter((part) => !plan.parts.includes(part));
  const { late } = verdict.coverage;
  const cut = late.reduce((sum, { attempts }) => sum + attempts, 0);
  const left = [
    ...(missing.length > 0 ? [`the ${enumerate(missing)}`] : []),
    ...(cut > 0 ? [`${count(cut, 'attempt')} at ${count(late.length, 'surface')}`] : []),
  ];
  const without = left.length > 0 ? ` without ${enumerate(left)}` : '';
  return `This is a gate of ${duration(plan.budget)},${without}: a run without --budget looks at that too.`;
}
