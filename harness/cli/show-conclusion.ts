import { exitCodes } from '../domain/verdict.ts';
import type { Conclusion } from '../run/conclude.ts';
import { explain } from './explain.ts';

/**
 * Prints a verdict, then what stopped the run if something did. The exit code is the verdict's, or that of
 * what stopped it; a violation that was seen outweighs both.
 */
export function showConclusion({ verdict, text, errors }: Conclusion): number {
  process.stdout.write(text);
  const codes = errors.map(explain);
  const { verdict: word } = verdict;
  return word === 'violated' || codes.length === 0 ? exitCodes[word] : Math.max(...codes);
}
