/** One parameter of a query. `name` and `written` are as they stand there, `value` is decoded. */
export type QueryPiece = { name: string; value: string; written: string };

/** The parameters of a query. To be sent as they are written: encoding them again could change what was signed. */
export function piecesOf(url: URL): QueryPiece[] {
  return url.search
    .slice(1)
    .split('&')
    .filter((piece) => piece !== '')
    .map((written) => ({
      name: written.split('=', 1)[0] ?? '',
      value: decoded(written.replace(/^[^=]*=?/, '').replaceAll('+', ' ')),
      written,
    }));
}

/** The address with another query, of parameters as they are to be written. */
export function withQuery(url: URL, pieces: readonly string[]): URL {
  const other = new URL(url);
  other.search = pieces.join('&');
  return other;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
