import type { Definition } from '../../deployment/definition.ts';
import type { FormFields, Http, HttpResponse, RequestOptions } from '../../deployment/http.ts';
import { timeoutOf } from '../../deployment/timeout.ts';
import { createHostGuard } from '../../deployment/hosts/host-guard.ts';
import { openConnections } from './connections.ts';
import type { Connections } from './connections.ts';
import { carry, createCredentials, keepCookies } from './session-credentials.ts';
import type { SessionCredentials } from './session-credentials.ts';
import { codings } from './decoder.ts';
import { exchange } from './exchange.ts';
import type { Delivery, Outgoing } from './exchange.ts';
import { formOf } from './html-form.ts';
import { clientOf } from './client-of.ts';
import { HttpError } from './http-error.ts';
import { lowerCased } from '../state/lower-cased.ts';
import { isSignInAddress } from './sign-in-address.ts';
import { redirectOf } from './redirect.ts';
import { errorText } from './error-text.ts';
import { createPace } from './pace.ts';
import type { Pace } from './pace.ts';
import { sentTexts } from './sent-texts.ts';

/** What the HTTP client of one session is made of. */
export type HttpOptions = {
  connections: Connections;
  pace: Pace;
  base: URL;
  /** Throws for addresses outside the deployment's hosts. */
  guard(url: URL): void;
  credentials: SessionCredentials;
  /** Called with each answer, before its redirect is followed. */
  onAnswer?(answer: HttpAnswer): void;
};

/** An answer on the way of a request. */
export type HttpAnswer = Pick<Delivery, 'status' | 'headers' | 'setCookie'> & {
  /** The method that was asked for. After a redirect, another one may have been sent. */
  method: string;
  url: URL;
  body: Buffer;
};

const maxRedirects = 10;

/** Creates the HTTP client with which functions of a definition talk to the deployment, in one session. */
export function createSessionHttp(options: HttpOptions): Http {
  return clientOf((method, path, more = {}) => send(options, method.toUpperCase(), path, more));
}

/** Creates an HTTP client for a few requests outside a run, without an account. `close` ends its own connections. */
export function createHttp(
  deployment: Pick<Definition, 'url' | 'hosts' | 'headers' | 'timeout'>,
  signal?: AbortSignal,
): Http & { close(): Promise<void> } {
  const base = new URL(deployment.url ?? '');
  const guard = createHostGuard({ url: base.href, hosts: deployment.hosts ?? [] });
  const { headers } = deployment;
  const connections = openConnections({ timeout: timeoutOf(deployment), headers, signal });
  const credentials = createCredentials(base.origin);
  const pace = createPace(signal);
  const http = createSessionHttp({
    connections,
    pace,
    base,
    credentials,
    guard: (url) => guard.check(url),
  });
  return { ...http, close: () => connections.close() };
}

async function send(
  options: HttpOptions,
  method: string,
  path: string,
  more: RequestOptions,
  again = false,
): Promise<HttpResponse> {
  let url = new URL(path, options.base);
  for (const [name, value] of Object.entries(more.query ?? {})) {
    url.searchParams.append(name, String(value));
  }
  let verb = method;
  let content = await contentOf(more);
  let own = lowerCased(more.headers);
  for (let hop = 0; hop <= maxRedirects; hop += 1) {
    options.guard(url);
    const { body, delivery, renewals } = await deliver(options, () => ({
      method: verb,
      url,
      defaults: {
        accept: 'application/json, text/html;q=0.9, */*;q=0.8',
        'accept-encoding': codings,
      },
      headers: {
        ...carry(options.credentials, url),
        ...content.headers,
        ...own,
      },
      ...(content.body === undefined ? {} : { body: content.body }),
    }));
    if (delivery.status === null || delivery.failure !== null) {
      throw new HttpError(verb, url, `failed: ${delivery.failure ?? 'no answer came'}`);
    }
    const { status, headers, setCookie } = delivery;
    options.onAnswer?.({ method, url, status, headers, setCookie, body });
    const redirect = redirectOf(delivery, url);
    const refusing = delivery.status === 401 || isSignIn(redirect, options);
    if (again && !refusing) options.credentials.upkeep?.helped();
    if (!again && refusing) {
      const refused = { renewals, sentAt: delivery.sentAt, own: true };
      const revived = await options.credentials.upkeep?.revived(refused);
      if (revived === true) return send(options, method, path, more, true);
    }
    const target = more.followRedirects === false ? null : redirect;
    if (target === null) return answer(verb, url, delivery, body, more);
    const sent = verb;
    if (delivery.status === 303 || (verb === 'POST' && delivery.status <= 302)) {
      verb = verb === 'HEAD' ? 'HEAD' : 'GET';
      content = { headers: {} };
    }
    const refusal = whyNotFollowed(options, url, target, content);
    if (refusal !== null) {
      if (more.anyStatus === true) return answer(sent, url, delivery, body, more);
      const what = `answered ${delivery.status} with a redirect ${refusal} (${target.host}), which is refused`;
      throw new HttpError(sent, url, what, delivery.status);
    }
    if (target.origin !== url.origin) own = harmless(own);
    url = target;
  }
  throw new HttpError(method, url, `was redirected more than ${maxRedirects} times`);
}

function whyNotFollowed(
  { guard }: HttpOptions,
  url: URL,
  target: URL,
  { body }: Content,
): string | null {
  try {
    guard(target);
  } catch {
    return 'to another host';
  }
  return body !== undefined && target.origin !== url.origin ? 'of a body to another origin' : null;
}

/** The caller's headers that may follow a redirect to another origin. Any other may hold a credential. */
function harmless(headers: Readonly<Record<string, string>>): Record<string, string> {
  const names = ['accept', 'accept-language', 'range'];
  return Object.fromEntries(Object.entries(headers).filter(([name]) => names.includes(name)));
}

function isSignIn(target: URL | null, { base }: HttpOptions): boolean {
  return target !== null && isSignInAddress(target, target.host !== base.host);
}

async function deliver(
  { credentials, connections, pace }: HttpOptions,
  outgoing: () => Outgoing,
): Promise<{ delivery: Delivery; body: Buffer; renewals: number }> {
  return pace.politely(async () => {
    await credentials.upkeep?.ready();
    const { jar, upkeep } = credentials;
    const request = outgoing();
    const chunks: Buffer[] = [];
    const receiver = { onChunk: (chunk: Buffer) => void chunks.push(chunk) };
    const renewals = upkeep?.renewals ?? 0;
    const delivery = await exchange(connections, request, receiver);
    keepCookies(credentials, request.url, delivery.setCookie, jar);
    return { delivery, body: Buffer.concat(chunks), renewals };
  });
}

type Content = { headers: Record<string, string>; body?: string | Uint8Array };

async function contentOf({ json, form, parts, body }: RequestOptions): Promise<Content> {
  if (json !== undefined) {
    return { headers: { 'content-type': 'application/json' }, body: JSON.stringify(json) };
  }
  if (form !== undefined) {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    return { headers, body: new URLSearchParams(fieldsOf(form)).toString() };
  }
  if (parts !== undefined) {
    const all = new FormData();
    for (const [name, value] of fieldsOf(parts)) all.append(name, value);
    return contentOf({ body: all });
  }
  if (body === undefined) return { headers: {} };
  if (!(body instanceof FormData)) return { headers: {}, body };
  // Node encodes the parts, because undici accepts only its own FormData.
  const written = new Response(body);
  const type = written.headers.get('content-type') ?? 'multipart/form-data';
  return { headers: { 'content-type': type }, body: new Uint8Array(await written.arrayBuffer()) };
}

function fieldsOf(given: FormFields): [string, string][] {
  return Object.entries(given).flatMap(([name, value]) =>
    [value ?? []].flat().map((each): [string, string] => [name, each]),
  );
}

function answer(
  method: string,
  url: URL,
  delivery: Delivery,
  body: Buffer,
  more: RequestOptions,
): HttpResponse {
  const status = delivery.status ?? 0;
  if (delivery.truncated)
    throw new HttpError(method, url, 'answered more than can be taken', status);
  if (status >= 400 && more.anyStatus !== true) {
    // What a failing server says is about itself, and may hold what is its own secret.
    const why =
      status < 500
        ? errorText(body, delivery.headers['content-type'] ?? '', sentTexts(url, more))
        : null;
    const what = `answered ${status}${why === null ? '' : `: "${why.replaceAll('"', "'")}"`}`;
    throw new HttpError(method, url, what, status);
  }
  return {
    status,
    headers: delivery.headers,
    url: url.href,
    text: () => body.toString('utf8'),
    bytes: () => body,
    form(field) {
      const form = formOf(body.toString('utf8'), url.href, field);
      const what = `answered ${status} without a form${field === undefined ? '' : ` that has a field ${JSON.stringify(field)}`}`;
      if (form === null) throw new HttpError(method, url, what, status);
      return form;
    },
    json<T>(): T {
      try {
        return JSON.parse(body.toString('utf8')) as T;
      } catch {
        throw new HttpError(method, url, `answered ${status}, but the body is not JSON`, status);
      }
    },
  };
}
