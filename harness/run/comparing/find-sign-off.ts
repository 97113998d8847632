import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UsageError } from '../../domain/errors.ts';
import { checkSignOff } from '../../signing/check-sign-off.ts';
import type { SigningKey } from '../../signing/signing-key.ts';
import { checkRun } from '../sign-off/check-run.ts';
import { signOffName } from '../sign-off/files-of-run.ts';
import { assertPlainFile } from './plain-file.ts';
import type { SignOffFound } from './trend.ts';

/**
 * Looks at the sign-off beside a run: whether it is by this key, of this run, and of the files as they lie there.
 * @param key of whoever may sign; null: nothing can be said of a sign-off but that it is there
 * @param release the run's; null: unreadable, and nothing of it is signed validly
 */
export async function findSignOff(
  folder: string,
  release: string | null,
  key: SigningKey | null,
): Promise<SignOffFound> {
  const file = join(folder, signOffName);
  try {
    await assertPlainFile(file);
    const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) =>
      error.code === 'ENOENT' ? null : '',
    );
    if (text === null) return { state: 'none', by: null, why: [] };
    if (key === null) return { state: 'unchecked', by: null, why: [] };
    const demands = {
      release: release ?? '',
      subjects: [],
      maxAge: null,
      allowDespite: true,
      now: Date.now(),
    };
    const { signOff, faults } = checkSignOff(text, file, key, demands);
    if (signOff === null) return { state: 'bad', by: null, why: faults };
    const all = [...faults, ...(await checkRun(folder, signOff)).faults];
    const { by, despite } = signOff;
    if (all.length > 0) return { state: 'bad', by, why: all };
    return despite === null
      ? { state: 'valid', by, why: [] }
      : { state: 'despite', by, why: [...despite.against, `reason: ${despite.reason}`] };
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return { state: 'bad', by: null, why: [error.message] };
  }
}
