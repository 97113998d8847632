import type { Exchange } from './exchange.ts';

/** Whether an answer is a page that asks for a password. */
export function isSignInPage({ body, type }: Pick<Exchange, 'body' | 'type'>): boolean {
  return /html/.test(type) && /<input[^>]+type=["']?password/i.test(body?.toString('latin1') ?? '');
}
