import { exitCodes } from '../domain/verdict/verdict.ts';
import type { Conclusion } from '../run/conclude.ts';
import { explain } from './commands/explain.ts';
import { printText, tellCi } from './commands/tell-ci.ts';

/**
 * Prints a verdict, tells the CI of it, and prints the errors of the run. Returns the exit code: that of the verdict or, if there were
 * errors, the highest of theirs. A violation always gives its own exit code.
 */
export async function showConclusion(conclusion: Conclusion): Promise<number> {
  const { verdict, text, errors } = conclusion;
  printText(text);
  await tellCi(conclusion);
  const codes = errors.map(explain);
  const { verdict: word } = verdict;
  return word === 'violated' || codes.length === 0 ? exitCodes[word] : Math.max(...codes);
}
