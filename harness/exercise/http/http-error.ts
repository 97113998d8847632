/**
 * Thrown when a request of a definition's function fails. The message names method, path and status. It masks the
 * values of the query, because pre-signed addresses carry credentials there.
 */
export class HttpError extends Error {
  override readonly name = 'HttpError';
  /** Null when no answer came. */
  readonly status: number | null;

  constructor(method: string, url: URL, what: string, status: number | null = null) {
    super(`${method} ${maskAddress(url)} ${what}`);
    this.status = status;
  }
}

/** The path and the names of the query's parameters, without their values and without user information. */
function maskAddress(url: URL): string {
  const names = [...url.searchParams.keys()].map((name) => `${name}=…`);
  return url.pathname + (names.length > 0 ? `?${names.join('&')}` : '');
}
