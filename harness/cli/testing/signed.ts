import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Signable } from '../../run/sign-off/signable-run.test-support.ts';
import { expectPlain } from './expect-plain.ts';
import { chaperoneHere } from './in-process.ts';

/** The file of a sign-off in its run's folder. */
export const name = 'sign-off.dsse.json';

/** The statement of a sign-off, as anybody reads it. */
export async function statementOf({ folder }: Signable) {
  const { payload } = JSON.parse(await readFile(join(folder, name), 'utf8')) as { payload: string };
  return JSON.parse(Buffer.from(payload, 'base64').toString());
}

/** Signs a run off as a user does. */
export async function signed(run: Signable, more: readonly string[] = []) {
  const ended = await chaperoneHere(run.home, ['sign-off', 'test-run', ...run.terms, ...more]);
  expectPlain(ended);
  return ended;
}
