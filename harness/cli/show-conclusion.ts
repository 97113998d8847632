import { exitCodes } from '../domain/verdict.ts';
import type { Conclusion } from '../run/conclude.ts';
import { explain } from './explain.ts';

/**
 * Prints a verdict, and then the errors of the run. Returns the exit code: that of the verdict or, if there were
 * errors, the highest of theirs. A violation always gives its own exit code.
 */
export function showConclusion({ verdict, text, errors }: Conclusion): number {
  process.stdout.write(text);
  const codes = errors.map(explain);
  const { verdict: word } = verdict;
  return word === 'violated' || codes.length === 0 ? exitCodes[word] : Math.max(...codes);
}
