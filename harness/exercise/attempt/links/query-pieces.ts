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

/** The segments of a path, likewise; they are named by their places: `segment-1`. */
function segmentsOf(url: URL): QueryPiece[] {
  return url.pathname
    .split('/')
    .slice(1)
    .map((written, index) => ({ name: `segment-${index + 1}`, value: decoded(written), written }));
}

/** What an address is signed in: its query, or, where it has none, the segments of its path. */
export function signedPiecesOf(url: URL): QueryPiece[] {
  const pieces = piecesOf(url);
  return pieces.length > 0 ? pieces : segmentsOf(url);
}

/** The address with other pieces of that sort, as they are to be written. */
export function withSignedPieces(url: URL, pieces: readonly string[]): URL {
  if (piecesOf(url).length > 0) return withQuery(url, pieces);
  const other = new URL(url);
  other.pathname = `/${pieces.join('/')}`;
  return other;
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
