import { randomUUID } from 'node:crypto';
import { isUnguessable } from '../../canaries/estimate-bits.ts';
import type { Definition } from '../../deployment/definition.ts';
import { lowerCased } from '../state/lower-cased.ts';

/** How attempts are traced: only at the deployment's own origin, with these flags (`01`: sampled). */
export type Tracing = { origin: string; flags: '00' | '01' };

/** The trace of one attempt. `id`: 32 hex digits. */
export type Trace = Tracing & { id: string };

/** Null: the definition turned tracing off, or sends a `traceparent` of its own with every request. */
export function tracingOf(
  { tracing = true, headers }: Pick<Definition, 'tracing' | 'headers'>,
  { origin }: URL,
): Tracing | null {
  if (tracing === false || Object.hasOwn(lowerCased(headers), 'traceparent')) return null;
  const isSampled = tracing !== true && tracing.sampled === true;
  return { origin, flags: isSampled ? '01' : '00' };
}

/**
 * A new trace for an attempt that begins at an address; undefined where none may be sent.
 * @param from who made the address: the definition; an answer that named it; or an answer that gave it as a link, where
 *   any parameter may be the signature
 */
export function newTrace(
  tracing: Tracing | null,
  url: URL,
  from: 'definition' | 'answer' | 'link',
): Trace | undefined {
  if (tracing === null || url.origin !== tracing.origin) return undefined;
  if (from === 'link' && url.search !== '') return undefined;
  if (from === 'answer' && looksSigned(url)) return undefined;
  return { ...tracing, id: newId() };
}

/** The trace of a request that is made for comparison with another: like that one's, with an id of its own. */
export function traceLike(trace: Trace | undefined): Trace | undefined {
  return trace === undefined ? undefined : { ...trace, id: newId() };
}

function newId(): string {
  return randomUUID().replaceAll('-', '');
}

/** The trace of what is asked next, at an address that an answer named: a redirect's, or the next page's. */
export function traceOnward(trace: Trace | undefined, url: URL): Trace | undefined {
  return looksSigned(url) ? undefined : trace;
}

/** The W3C Trace Context header (version 00) of one request of an attempt; nothing at other origins. */
export function traceHeaders(trace: Trace | undefined, { origin }: URL): Record<string, string> {
  if (trace === undefined || origin !== trace.origin) return {};
  return { traceparent: `00-${trace.id}-${newId().slice(16)}-${trace.flags}` };
}

/** Whether an address holds something in its query that nobody could guess, as signatures are. */
function looksSigned({ searchParams }: URL): boolean {
  return searchParams.values().some(isUnguessable);
}
