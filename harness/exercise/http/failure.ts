/** Descriptions of network failures by error code. An error's own message may hold an address with secrets. */
const words: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'the connection was refused',
  ECONNRESET: 'the connection was reset',
  EPIPE: 'the connection was closed',
  ENOTFOUND: 'the host name is unknown',
  EAI_AGAIN: 'the host name could not be looked up',
  ETIMEDOUT: 'the connection timed out',
  EHOSTUNREACH: 'the host cannot be reached',
  ENETUNREACH: 'the network cannot be reached',
  UND_ERR_CONNECT_TIMEOUT: 'the connection timed out',
  UND_ERR_SOCKET: 'the connection was closed before the answer was complete',
  UND_ERR_HEADERS_OVERFLOW: 'the headers are too long',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'the body is not as long as its content-length says',
  UND_ERR_INVALID_ARG: 'the request cannot be sent (invalid header or path)',
  UND_ERR_DESTROYED: 'the worker was closed',
  UND_ERR_CLOSED: 'the worker was closed',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'TLS: the certificate is self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'TLS: a certificate of the chain is self-signed',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'TLS: the certificate cannot be verified',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'TLS: the issuer of the certificate is unknown',
  CERT_HAS_EXPIRED: 'TLS: the certificate has expired',
  ERR_TLS_CERT_ALTNAME_INVALID: 'TLS: the certificate is for another host',
  EPROTO: 'TLS: no agreement on a protocol (is it http?)',
  ERR_SSL_WRONG_VERSION_NUMBER: 'TLS: the host does not speak TLS (is it http?)',
  ERR_SSL_PACKET_LENGTH_TOO_LONG: 'TLS: the host does not speak TLS (is it http?)',
};

/** Describes why a request failed, from the error's code and never from its message. */
export function describeFailure(error: unknown): string {
  const code = codeOf(error);
  if (code === null) return 'the exchange failed';
  if (code.startsWith('HPE_')) return `the answer is not HTTP (${code})`;
  return words[code] ?? `the exchange failed (${code})`;
}

function codeOf(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  // An AggregateError (a host with several addresses) may carry the code only on the errors inside it.
  const inner = error instanceof AggregateError ? error.errors[0] : undefined;
  if ('code' in error && typeof error.code === 'string') return error.code;
  return inner === undefined ? codeOf(error.cause) : codeOf(inner);
}
