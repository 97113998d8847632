/**
 * What a step of the definition resolves to; where it fails, only the first line of why. The rest is
 * Playwright's call log, which holds what was typed: passwords and codes.
 */
export async function withoutCallLog<Result>(step: () => Promise<Result>): Promise<Result> {
  const outcome = await step().then(
    (value) => ({ value }),
    (error: unknown) => ({ why: error instanceof Error ? error.message : String(error) }),
  );
  if ('value' in outcome) return outcome.value;
  throw new Error(outcome.why.split('\n', 1)[0]);
}
