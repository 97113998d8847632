/**
 * A request of a definition's function that went wrong. Names method, path and status; values of the query
 * are masked, since pre-signed addresses carry credentials there.
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

/** Path and the names of the query's parameters; no values, no user information. */
function maskAddress(url: URL): string {
  const names = [...url.searchParams.keys()].map((name) => `${name}=…`);
  return url.pathname + (names.length > 0 ? `?${names.join('&')}` : '');
}
