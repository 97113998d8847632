import { maskPath, maskStep } from './mask-path.ts';

/**
 * Thrown when a request of a definition's function fails. The message names method, path and status. It masks ids and
 * tokens in the path, and the values of the query, because addresses carry credentials and people's numbers there.
 */
export class HttpError extends Error {
  override readonly name = 'HttpError';
  /** The method that was sent: after a redirect, that of the last request. */
  readonly method: string;
  /** Null when no answer came. */
  readonly status: number | null;

  constructor(method: string, url: URL, what: string, status: number | null = null) {
    super(`${method} ${maskAddress(url)} ${what}`);
    this.method = method;
    this.status = status;
  }
}

/** The masked path and the names of the query's parameters, without their values and without user information. */
function maskAddress(url: URL): string {
  const names = [...url.searchParams.keys()].map((name) => `${maskStep(name)}=…`);
  return maskPath(url.pathname) + (names.length > 0 ? `?${names.join('&')}` : '');
}
