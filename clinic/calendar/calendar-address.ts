import type { Account } from '../sign-in/account.ts';

/** Where the calendar of an account is, for apps that do not sign in: whoever knows the secret may read it. */
export function calendarAddress({ id }: Pick<Account, 'id'>, secret: string): string {
  return `/calendar/${id}/${secret}.ics`;
}
