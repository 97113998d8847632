import { expect } from 'vitest';
import type { Ended } from './chaperone.ts';

/** What every message must be: without colours where there is no terminal, without a stack, without secrets. */
export function expectPlain({ out, err }: Ended, secrets: readonly string[] = []): void {
  for (const text of [out, err]) {
    expect(text).not.toContain('\u001B');
    expect(text).not.toMatch(/^\s+at .*:\d+:\d+/m);
    expect(text).not.toContain('node:internal');
    for (const secret of secrets) expect(text).not.toContain(secret);
  }
}
