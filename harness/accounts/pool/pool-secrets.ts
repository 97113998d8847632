import { UsageError } from '../../domain/errors.ts';

/**
 * Replaces `env:NAME` by the value of the environment variable. Throws a UsageError for a variable that is not set; it
 * names the place and the variable, and never a value.
 */
export function resolveSecrets(
  credentials: Readonly<Record<string, string>>,
  environment: Readonly<Record<string, string | undefined>>,
  place: string,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(credentials).map(([name, value]) => {
      if (!value.startsWith('env:')) return [name, value];
      const variable = value.slice('env:'.length);
      const resolved = environment[variable];
      if (resolved === undefined || resolved === '') {
        throw new UsageError(
          `${place}: ${name} is to come from ${variable}, which is not set`,
          `Set ${variable} in the environment or in .env.`,
        );
      }
      return [name, resolved];
    }),
  );
}
