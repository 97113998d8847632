import type { Exchange } from './exchange.ts';

/** An exchange as a browser records it. Default: status 200 and JSON. */
export function recorded(
  address: string,
  answer: unknown,
  more: Partial<Exchange> & { request?: Record<string, string> } = {},
): Exchange {
  const { request = {}, ...rest } = more;
  const text = typeof answer === 'string' ? answer : JSON.stringify(answer);
  return {
    method: 'GET',
    url: new URL(address, 'https://clinic.test'),
    requestHeaders: new Map(Object.entries(request)),
    requestBody: null,
    requestType: '',
    requestParts: [],
    status: 200,
    type: typeof answer === 'string' ? 'text/html' : 'application/json',
    headers: new Map(),
    body: Buffer.from(text),
    kind: '',
    ...rest,
  };
}
