import { now } from '../../domain/clock.ts';
import { setTimeout as sleep } from 'node:timers/promises';
import { nextFreshTotp, totpFrom, wrongCode } from '../../accounts/totp.ts';
import type { SecondFactor } from '../../deployment/sessions.ts';
import { timeoutOf } from '../../deployment/timeout.ts';
import { createCredentials } from '../http/session-credentials.ts';
import { httpOf } from '../http/http-of.ts';
import { waitUntil } from '../state/wait-until.ts';
import type { Account } from '../state/held.ts';
import type { RunIdentity } from '../state/run-identity.ts';
import type { Network } from '../http/network.ts';

/** The roles of a worker that can give codes. `tellWait`: called each second while one is waited for. */
export type CodeGiving = RunIdentity & Network & { tellWait(text: string): void };

/** The functions by which one sign-in gets the code of its second factor. */
export type Codes = {
  /** The code of an authenticator app. Throws where the account has none. */
  totp(): string;
  /** The same, or the code that the deployment has sent. Rejects where there is none. */
  code(): Promise<string>;
};

/** Milliseconds between two questions for a code that has not come yet. */
const betweenQuestions = 500;

/**
 * The codes for a sign-in that begins now. Many deployments take each code only once, so this waits until the account's
 * authenticator app shows one that was not given before.
 */
export async function codesFor(worker: CodeGiving, account: Account): Promise<Codes> {
  const secret = account.credentials['totpSecret'];
  const supplier = supplierOf(worker);
  if (supplier !== null) {
    const since = new Date();
    return { totp: onlyByCode, code: () => sentCode(worker, account, supplier, since) };
  }
  if (account.hasSecondFactor && secret !== undefined) {
    await waitUntil(worker, nextFreshTotp(secret), (seconds) =>
      worker.tellWait(`waiting ${seconds} s for the next one-time code of ${account.id}`),
    );
  }
  const totp = () => totpFrom(secretOf(account));
  return { totp, code: async () => totp() };
}

/** For a sign-in that is to stop at the second factor. */
export function noCodes(): Codes {
  const totp = (): never => {
    throw new Error('stopped before the second factor');
  };
  return { totp, code: async () => totp() };
}

/** Wrong codes of the right form. Of those that are sent, the form is that of the right one. */
export function wrongCodes(worker: CodeGiving, account: Account): Codes {
  const supplier = supplierOf(worker);
  const since = new Date();
  if (supplier !== null)
    return {
      totp: onlyByCode,
      code: async () => altered(await sentCode(worker, account, supplier, since)),
    };
  const totp = () => wrongCode(secretOf(account));
  return { totp, code: async () => totp() };
}

/** Another code or password, of the same form: with the same characters where they are neither digits nor letters. */
export function altered(code: string): string {
  return code
    .replace(/\d/g, (digit) => String((Number(digit) + 5) % 10))
    .replace(/[a-z]/gi, (letter) => (letter.toLowerCase() === 'k' ? 'm' : 'k'));
}

function supplierOf({ definition }: RunIdentity): SecondFactor | null {
  const { secondFactor } = definition.accounts;
  return secondFactor === undefined || 'none' in secondFactor ? null : secondFactor;
}

/** Asks the definition for the code that was sent, until it has come or the definition's `timeout` is over. */
async function sentCode(
  worker: CodeGiving,
  account: Account,
  supplier: SecondFactor,
  since: Date,
): Promise<string> {
  const { signal } = worker;
  const timeout = timeoutOf(worker.definition);
  const end = now() + timeout;
  // A client of its own: the mail catcher gets no credentials of the session.
  const http = httpOf(worker, createCredentials(worker.base.origin));
  const ended = sleep(timeout, null, { ref: false, signal }).catch(() => null);
  while (now() < end && !signal.aborted) {
    const code: unknown = await Promise.race([supplier.code({ account, since, http }), ended]);
    if (typeof code === 'string' && code !== '') return code;
    if (code !== null && code !== undefined && code !== '')
      throw new TypeError(`accounts.secondFactor.code returned a ${typeof code}, not a text`);
    worker.tellWait(`waiting for the code that was sent to ${account.id}`);
    await sleep(Math.min(betweenQuestions, timeout), null, { signal }).catch(() => null);
  }
  throw new Error(
    `accounts.secondFactor.code had no code within ${timeout / 1000} s of being asked`,
  );
}

function onlyByCode(): never {
  throw new Error(
    'the codes of this deployment are sent (accounts.secondFactor.code): call `await code()` and not `totp()`',
  );
}

function secretOf({ credentials }: Account): string {
  const secret = credentials['totpSecret'];
  if (secret === undefined)
    throw new Error(
      'the deployment asked for a code, and the definition has none to give: return totpSecret among the account’s credentials, or describe accounts.secondFactor.code',
    );
  return secret;
}
