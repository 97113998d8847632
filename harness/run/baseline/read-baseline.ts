import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { type Baseline, baselineSchema } from '../../domain/verdict/baseline.ts';
import { UsageError } from '../../domain/errors.ts';
import type { Plan } from '../../domain/plan.ts';

/** The file that is read where no other is named, beside the definition. */
export const baselineName = 'chaperone.baseline.json';

/** The copy of a run's baseline in its folder. */
const copyName = 'baseline.json';

/** A baseline as a run takes it: what the plan says of it, and its text, which is copied into the run's folder. */
export type TakenBaseline = { planned: NonNullable<Plan['baseline']>; copy: string; text: string };

const anew = 'Write it anew with `chaperone baseline <run>`, or get it back from version control.';

/** Parses the text of a baseline. Throws a UsageError that says what is wrong with the file. */
export function parseBaseline(text: string, file: string): Baseline {
  const value = parseJson(text);
  if (value === undefined)
    throw new UsageError(`The baseline ${file} is no JSON, or only half of it is there.`, anew);
  const { schema } = Object(value) as { schema?: unknown };
  if (schema !== undefined && schema !== 1)
    throw new UsageError(
      `The baseline ${file} has the schema ${JSON.stringify(schema).slice(0, 40)}; this version of Chaperone reads schema 1.`,
      'Use the version of Chaperone that wrote it, or write it anew with `chaperone baseline <run>`.',
    );
  const read = baselineSchema.safeParse(value);
  if (read.success) return read.data;
  const where = read.error.issues[0]?.path.join('.') ?? '';
  throw new UsageError(
    `${file} is no baseline${where === '' ? '' : `: its ${where} is missing or not as it should be`}.`,
    anew,
  );
}

/**
 * Reads the baseline that a run is compared with: the named file, or `chaperone.baseline.json` beside the definition
 * where there is one. Undefined: there is none. Rejects with a UsageError where it does not fit.
 * @param named path as it was given; false: no baseline is wanted
 * @param configFile the definition's file; undefined: nothing lies beside it
 */
export async function takeBaseline(
  named: string | false | undefined,
  configFile: string | undefined,
  deployment: string,
): Promise<TakenBaseline | undefined> {
  const path =
    named ?? (configFile === undefined ? false : join(dirname(configFile), baselineName));
  if (path === false) return undefined;
  const file = shownName(path);
  const text = await readText(path, named !== undefined, file);
  if (text === null) return undefined;
  const baseline = parseBaseline(text, file);
  if (baseline.deployment !== deployment)
    throw new UsageError(
      `The baseline ${file} is of another deployment: of ${baseline.deployment}, and not of ${deployment}.`,
      'Name that of this deployment with --baseline; or leave it out with --no-baseline, then write one with `chaperone baseline <run> --out <file>`.',
    );
  return { planned: { file, digest: digestOf(text) }, copy: copyName, text };
}

/** Reads the copy in a run's folder; null where there is none, or it is not the one that the plan names. */
export async function copiedBaseline(folder: string, plan: Plan): Promise<Baseline | null> {
  const text = await readFile(join(folder, copyName), 'utf8').catch(() => null);
  if (text === null || plan.baseline === undefined || digestOf(text) !== plan.baseline.digest)
    return null;
  return parseBaseline(text, copyName);
}

/** The file's path seen from here; of one that lies elsewhere only its name: reports tell it. */
function shownName(path: string): string {
  const seen = relative('.', path);
  return seen.startsWith('..') || isAbsolute(seen) ? basename(path) : seen;
}

async function readText(path: string, isNamed: boolean, file: string): Promise<string | null> {
  try {
    return await readFile(resolve(path), 'utf8');
  } catch (error) {
    const { code = 'unknown error' } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' && !isNamed) return null;
    throw new UsageError(
      `The baseline ${file} could not be read (${code}).`,
      'Write it with `chaperone baseline <run>`, or name another with --baseline.',
      { cause: error },
    );
  }
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
