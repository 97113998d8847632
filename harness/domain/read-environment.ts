import { type Variable, variables, type VariableName } from './environment.ts';
import { UsageError } from './errors.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * A variable's value; undefined where it is not set, or empty and that means the same.
 *
 * @throws UsageError where it is empty and that is an error.
 */
export function readVariable(
  name: VariableName,
  environment: Environment = process.env,
): string | undefined {
  const value = environment[name];
  if (value === undefined || value.trim() !== '') return value;
  const { empty }: Variable = variables[name];
  if (empty === undefined) return undefined;
  throw new UsageError(
    `${name} is empty.`,
    'Give it a value (in CI an undefined secret or input gives an empty one), or unset it.',
  );
}

/**
 * A variable that holds a whole number.
 *
 * @throws UsageError where it is none, or less than `least`.
 */
export function readWholeNumber(
  name: VariableName,
  environment: Environment = process.env,
  least: number = Number.MIN_SAFE_INTEGER,
): number | undefined {
  const text = readVariable(name, environment);
  if (text === undefined) return undefined;
  const number = Number(text);
  if (Number.isSafeInteger(number) && number >= least) return number;
  const wanted = least === 1 ? 'a whole number above 0' : 'a whole number';
  throw new UsageError(`${name}=${text} is not ${wanted}.`, `Give one, or leave ${name} out.`);
}

/**
 * A variable that says yes (`1`) or no (`0`, or not set).
 *
 * @throws UsageError for anything else: `true` and `no` are not guessed.
 */
export function readFlag(name: VariableName, environment: Environment = process.env): boolean {
  const text = readVariable(name, environment) ?? '0';
  if (text === '1' || text === '0') return text === '1';
  throw new UsageError(`${name}=${text} is neither 1 nor 0.`, `Give one, or leave ${name} out.`);
}

/** Whether a CI system runs this, and nobody is there to ask. */
export function isCi(environment: Environment = process.env): boolean {
  return !['', 'false', '0'].includes(readVariable('CI', environment) ?? '');
}
