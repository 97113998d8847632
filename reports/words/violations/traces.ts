import type { Violation } from '../../../harness/domain/verdict/verdict.ts';

/** By what the team finds a violation in its own traces and logs: a line, or none where no request told a trace. */
export function tracesInWords({ traces }: Pick<Violation, 'traces'>): readonly string[] {
  const [first, ...others] = traces;
  if (first === undefined) return [];
  const more = others.length === 0 ? '' : `, also ${others.join(' and ')}`;
  return [`trace id ${first}${more}: look for it in your own traces and logs`];
}
