import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(import.meta.dirname, 'cases');

/** The inputs on which a target once failed. They are read again each time. */
export function casesOf(target: string): Buffer[] {
  const own = join(folder, target);
  if (!existsSync(own)) return [];
  return readdirSync(own)
    .sort()
    .map((name) => readFileSync(join(own, name)));
}

/** Keeps an input on which a target failed, and returns the path of its file. */
export function keepCase(target: string, input: Uint8Array): string {
  const own = join(folder, target);
  mkdirSync(own, { recursive: true });
  const file = join(own, `${createHash('sha256').update(input).digest('hex').slice(0, 12)}.bin`);
  writeFileSync(file, input);
  return file;
}
