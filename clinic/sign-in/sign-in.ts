import { HTTPException } from 'hono/http-exception';
import type { Service } from '../http/service.ts';
import type { Client } from './account.ts';
import { closeTicket, openTicket, useTicket } from './tickets.ts';

/** What a sign-in led to: a session, or a ticket for the second factor. */
export type SignInStep = { token: string } | { ticket: string };

/** The first step: e-mail address and password. 401 without saying which was wrong. */
export async function signIn(
  { clinic, functions }: Service,
  { email, password, client }: { email: string; password: string; client: Client },
): Promise<SignInStep> {
  const account = await functions.checkPassword(email, password);
  if (account === null) {
    throw new HTTPException(401, { message: 'E-mail address or password is wrong.' });
  }
  return (await functions.needsSecondFactor(account))
    ? { ticket: openTicket(clinic, account, client) }
    : { token: await functions.openSession(account, client) };
}

/** The second step: a code from the authenticator app. 401 when it or the ticket is wrong. */
export async function confirmSignIn(
  { clinic, functions }: Service,
  ticket: string | undefined,
  code: string,
): Promise<{ token: string; client: Client }> {
  const account = ticket === undefined ? undefined : useTicket(clinic, ticket);
  if (ticket === undefined || account === undefined) {
    throw new HTTPException(401, { message: 'Start again with your password.' });
  }
  const { client } = account;
  if (!(await functions.checkSecondFactor(account, code))) {
    throw new HTTPException(401, { message: 'That code is not right.' });
  }
  closeTicket(clinic, ticket);
  return { token: await functions.openSession(account, client), client };
}
