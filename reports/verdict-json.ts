import { type Verdict, verdictSchema } from '../harness/domain/verdict/verdict.ts';

/**
 * verdict.json: exactly the interface, its keys always in the same order, whatever order (and whatever
 * else) the value was made with.
 *
 * @throws ZodError where the value is no verdict: better none than one that others misread.
 */
export function verdictJson(verdict: Verdict): string {
  return `${JSON.stringify(verdictSchema.parse(verdict), null, 2)}\n`;
}
