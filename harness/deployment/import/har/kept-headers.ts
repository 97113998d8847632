import { estimateBits } from '../../../canaries/estimate-bits.ts';
import type { Exchange } from './exchange.ts';

/** What asks for another form of the answer, or without which a service refuses. */
const kept = /^(?:accept|x-.+)$/;
/** What names who asks, or guards a form; also what proxies add. */
const secret =
  /auth|token|key|secret|csrf|xsrf|session|cookie|user|account|forwarded|real-ip|request-id|trace|correlation/;
/** Bits from which a value may be a secret. */
const secretBits = 40;
/** Characters below which letters alone are a word (`XMLHttpRequest`). */
const wordLength = 24;

/**
 * Headers that every request to a surface carried and that are no browser's own: `accept: application/fhir+json`,
 * `x-requested-with`. None that may be a secret.
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
