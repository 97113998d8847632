import { bindingName } from '../../surfaces/binding-name.ts';
import { lastWord } from './fields-of.ts';

/** What surfaces ask for: their paths, and the names of the ids in them. */
export type Asked = { paths: readonly string[]; needs: readonly string[] };

/** Words for an account, by which addresses and answers name it. */
export const namesOfAccounts = [
  'patient',
  'user',
  'account',
  'customer',
  'member',
  'client',
  'profile',
];

/**
 * The name of the id of what a request to this path makes, as the surfaces name it: `visit` for `/visits` where there is
 * `/visits/{visit}`, else that of a needed id that is called like the path.
 */
export function nameOfId(path: string, { paths, needs }: Asked): string | null {
  const below = paths.find((one) => one.startsWith(`${path}/{`));
  const named =
    below === undefined ? undefined : /^\{(\w+)\}/.exec(below.slice(path.length + 1))?.[1];
  const called = bindingName(lastWord(path));
  return named ?? (needs.includes(called) ? called : null);
}

/** The name of an account's id, as the surfaces name it. */
export function nameOfAccount(path: string, asked: Asked): string {
  const needed = namesOfAccounts.find((name) => asked.needs.includes(name));
  return nameOfId(path, asked) ?? needed ?? 'patient';
}
