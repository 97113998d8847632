import { z } from 'zod';
import { hintFor } from './nearest-word.ts';

/** A text that is not empty and fits in one line of a report. */
export const line = (limit = 200) =>
  z
    .string({ error: 'must be a text' })
    .max(limit, { error: `must have at most ${limit} characters` })
    .regex(/\S/, { error: 'must not be empty' })
    .regex(/^\P{Cc}*$/u, { error: 'must not have line breaks or control characters' });

/** A function. `example` is the code that an error shows. */
export const func = <T>(example: string) =>
  z.custom<T>((value) => typeof value === 'function', {
    error: ({ input }) =>
      `${input === undefined ? 'is missing; it is' : 'must be'} a function, such as: ${example}`,
  });

/** `none('why')`. */
const absence = z.strictObject(
  { none: line() },
  { error: "must say why it is missing: none('no video calls')" },
);

/** A field that may also be `none('why')`. Errors describe the alternative that the user probably meant. */
export const orAbsence = <Schema extends z.ZodType>(schema: Schema) =>
  z.union([absence, schema], {
    error: ({ input, errors }) => {
      const absent = typeof input === 'object' && input !== null && 'none' in input;
      const told = inWords(errors?.at(absent ? 0 : -1));
      return absent ? told : `${told}; or none('why')`;
    },
  });

/** A field that may also be given as an object. Errors describe the object if one was given. */
export const orFields = <Short extends z.ZodType, Long extends z.ZodType>(
  short: Short,
  long: Long,
) =>
  z.union([short, long], {
    error: ({ input, errors }) =>
      inWords(errors?.at(typeof input === 'object' && input !== null ? 1 : 0)),
  });

function inWords(faults: readonly z.core.$ZodIssue[] = []): string {
  return faults
    .map(({ path, message }) => `${path.length > 0 ? `${path.join('.')} ` : ''}${message}`)
    .join('; ');
}

/** An object that allows only known fields. An unknown field is probably a mistake, and would be ignored silently. */
export const fields = <Shape extends z.ZodRawShape>(shape: Shape, what: string) =>
  z.strictObject(shape, {
    error: (issue) => {
      if (issue.code === 'unrecognized_keys') {
        return issue.keys.map((key) => unknownField(key, Object.keys(shape))).join('; ');
      }
      return issue.input === undefined ? `is missing; it is ${what}` : `must be ${what}`;
    },
  });

/** The message for an unknown field, with the known field that was probably meant. */
export function unknownField(key: string, known: readonly string[]): string {
  return `unknown field ${JSON.stringify(key)}: ${hintFor(key, known)}`;
}

/** A whole number within bounds. */
export const count = (least: number, most: number) => {
  const error = `must be a whole number from ${least} to ${most}`;
  return z.int({ error }).min(least, { error }).max(most, { error });
};

/** A number of seconds above 0. */
export const seconds = (most: number) => {
  const error = `must be a number of seconds above 0, at most ${most}`;
  return z.number({ error }).positive({ error }).max(most, { error });
};
