import { estimateBits } from '../../../canaries/estimate-bits.ts';
import type { Exchange } from './exchange.ts';

/** Headers that may choose the form of the answer, or that a service may require. */
const kept = /^(?:accept|x-.+)$/;
/** Words in names of headers that identify the viewer, guard a form, or come from proxies. */
const secret =
  /auth|token|key|secret|csrf|xsrf|session|cookie|user|account|forwarded|real-ip|request-id|trace|correlation/;
/** Estimated bits from which a value may be a secret. */
const secretBits = 40;
/** A text of letters with fewer characters counts as a word (`XMLHttpRequest`), not as a secret. */
const wordLength = 24;

/**
 * The headers that all requests to a surface carried and that browsers do not send by themselves:
 * `accept: application/fhir+json`, `x-requested-with`. Headers that may hold a secret are left out.
 */
export function keptHeaders(exchanges: readonly Exchange[]): Record<string, string> {
  const [first, ...others] = exchanges;
  return Object.fromEntries(
    [...(first?.requestHeaders ?? [])].filter(
      ([name, value]) =>
        kept.test(name) &&
        !secret.test(name) &&
        !(name === 'accept' && /\*\/\*|text\/html|image\//.test(value)) &&
        (name === 'accept' || !mayBeSecret(value)) &&
        others.every(({ requestHeaders }) => requestHeaders.get(name) === value),
    ),
  );
}

function mayBeSecret(value: string): boolean {
  const isWord = value.length < wordLength && !/\d/.test(value);
  return !isWord && estimateBits(value) >= secretBits;
}
