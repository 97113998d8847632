import { expect } from 'vitest';
import type { Ended } from './chaperone.ts';

/** Expects that the output has no colours (there is no terminal), no stack, and no secrets. */
export function expectPlain({ out, err }: Ended, secrets: readonly string[] = []): void {
  for (const text of [out, err]) {
    expect(text).not.toContain('\u001B');
    expect(text).not.toMatch(/^\s+at .*:\d+:\d+/m);
    expect(text).not.toContain('node:internal');
    for (const secret of secrets) expect(text).not.toContain(secret);
  }
}
