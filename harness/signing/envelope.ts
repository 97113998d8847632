import { sign, verify } from 'node:crypto';
import { UsageError } from '../domain/errors.ts';
import type { SigningKey } from './signing-key.ts';

/** The type of a payload that is an in-toto statement. */
export const statementType = 'application/vnd.in-toto+json';

type Envelope = {
  payload: string;
  payloadType: string;
  signatures: readonly { keyid?: string; sig: string }[];
};

/** What DSSE signs: type and body, each behind its length, so that neither can be taken for the other. */
export function preAuthEncoding(type: string, body: Uint8Array): Buffer {
  const head = `DSSEv1 ${Buffer.byteLength(type)} ${type} ${body.length} `;
  return Buffer.concat([Buffer.from(head), body]);
}

/** Signs a payload, and writes the envelope (DSSE 1.0, JSON) as the text of a file. */
export function writeEnvelope(payload: Uint8Array, { key, id, digest }: SigningKey): string {
  const sig = sign(digest, preAuthEncoding(statementType, payload), key);
  const envelope: Envelope = {
    payload: Buffer.from(payload).toString('base64'),
    payloadType: statementType,
    signatures: [{ keyid: id, sig: sig.toString('base64') }],
  };
  return `${JSON.stringify(envelope)}\n`;
}

/** The payload of an envelope, or why it is not to be believed. */
export type Opened = { payload: Buffer } | { fault: string };

/**
 * Opens an envelope: its payload is handed out only where one of its signatures is by the key.
 * @param from where the text comes from, for messages
 * @throws UsageError where it is no envelope.
 */
export function openEnvelope(text: string, from: string, trusted: SigningKey): Opened {
  const { payload, payloadType, signatures } = parseEnvelope(text, from);
  const signed = preAuthEncoding(payloadType, payload);
  // An id is a hint that nobody has signed: it narrows which signatures are looked at, and decides nothing.
  const candidates = signatures.filter(({ keyid }) => (keyid ?? trusted.id) === trusted.id);
  if (candidates.length === 0) {
    const ids = signatures.map(({ keyid }) => keyid ?? '');
    return {
      fault: `it is signed by another key: ${ids.join(', ')}, and the key given is ${trusted.id}`,
    };
  }
  const isSigned = candidates.some(({ sig }) => verify(trusted.digest, signed, trusted.key, sig));
  if (!isSigned)
    return { fault: 'its signature does not fit: it was changed, or signed by another key' };
  if (payloadType !== statementType)
    return {
      fault: `it holds ${JSON.stringify(payloadType)}, and no in-toto statement (${statementType})`,
    };
  return { payload };
}

/**
 * The payload of an envelope, whoever signed it: nothing of it is to be believed.
 * @throws UsageError where it is no envelope.
 */
export function payloadOf(text: string, from: string): Buffer {
  return parseEnvelope(text, from).payload;
}

function parseEnvelope(text: string, from: string) {
  const value = parseJson(text, from);
  if (!isEnvelope(value)) throw noEnvelope(from, 'its fields are others than those of DSSE');
  return {
    payload: decode(value.payload, from),
    payloadType: value.payloadType,
    signatures: value.signatures.map(({ keyid, sig }) => ({ keyid, sig: decode(sig, from) })),
  };
}

function parseJson(text: string, from: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw noEnvelope(from, 'it is no JSON, or cut short');
  }
}

function noEnvelope(from: string, why: string): UsageError {
  return new UsageError(
    `${from} is no signed statement: ${why}.`,
    'Give the file that `chaperone sign-off` wrote, whole and unchanged.',
  );
}

/** Exactly the fields of DSSE: one that nobody here knows could mean anything to others. */
function isEnvelope(value: unknown): value is Envelope {
  if (!hasOnly(value, ['payload', 'payloadType', 'signatures'])) return false;
  const { payload, payloadType, signatures } = value;
  return (
    typeof payload === 'string' &&
    typeof payloadType === 'string' &&
    Array.isArray(signatures) &&
    signatures.length > 0 &&
    signatures.every(
      (one) =>
        hasOnly(one, ['keyid', 'sig']) &&
        typeof one['sig'] === 'string' &&
        ['string', 'undefined'].includes(typeof one['keyid']),
    )
  );
}

function hasOnly(value: unknown, names: readonly string[]): value is Record<string, unknown> {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.keys(value).every((name) => names.includes(name))
  );
}

/** Base64 of either alphabet, as DSSE demands of verifiers; and only one text for the same bytes. */
function decode(text: string, from: string): Buffer {
  const standard = text.replaceAll('-', '+').replaceAll('_', '/');
  const bytes = Buffer.from(standard, 'base64');
  const unpadded = (base64: string) => base64.replace(/={1,2}$/, '');
  if (unpadded(bytes.toString('base64')) !== unpadded(standard))
    throw noEnvelope(from, 'a part of it is not written in base64');
  return bytes;
}
