import { rangeOf } from '../../harness/domain/surfaces/range-variants.ts';
import { quoteShell } from '../escape.ts';
import type { ReproCheck, ReproRequest } from './request.ts';

/** `ask FILE [OPTION…]`, by whatever name: one request at $address, its answer in FILE, its status in $status. */
export function ask(name: string, request: Asking, check: ReproCheck): string[] {
  const range = rangeOf(request.variant);
  const options = [
    '--silent --show-error --globoff --path-as-is --compressed --max-time 60',
    ...(request.method === 'HEAD' || request.variant === 'head'
      ? ['--head']
      : sendsForm(request)
        ? []
        : [`--request ${quoteShell(request.method)}`]),
    ...Object.entries(request.headers).map(
      ([header, value]) => `--header ${quoteShell(`${header}: ${value}`)}`,
    ),
    ...(range === null ? [] : [`--range ${quoteShell(range)}`]),
    // A sighting may be in a header; what is compared byte by byte must be the body alone.
    ...(check.by === 'owner' ? [] : ['--include']),
    ...bodyOptions(request),
  ];
  return [
    `${name}() {`,
    '  answer=$1',
    '  shift',
    `  status=$(curl "$@" ${options.join(' \\\n    ')} \\`,
    `    --write-out '%{http_code}' --output "$answer" ${request.link ? '--config "$work/link"' : '-- "$address"'}) || {`,
    '    echo "The deployment could not be asked." >&2',
    '    exit 2',
    '  }',
    '}',
  ];
}

export type Asking = Pick<
  ReproRequest,
  'method' | 'variant' | 'headers' | 'body' | 'isForm' | 'link'
>;

function bodyOptions(request: Asking): string[] {
  if (!hasBody(request)) return [];
  // By itself curl sends a form by POST. A further page of it is an address alone, and asked for by GET.
  if (sendsForm(request)) return ['${body:+--data-raw "$body"}'];
  return [`--header 'content-type: application/json' --data-raw "$body"`];
}

/** Whether its body is a form. */
export function sendsForm(request: Asking): boolean {
  return request.isForm === true && request.method === 'POST' && hasBody(request);
}

/** Whether a request has a body, known or not. */
export function hasBody({ method, body }: Pick<ReproRequest, 'method' | 'body'>): boolean {
  return body !== '' && !['GET', 'HEAD', 'DELETE'].includes(method);
}
