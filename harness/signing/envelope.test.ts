import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../domain/errors.ts';
import { openEnvelope, preAuthEncoding, statementType, writeEnvelope } from './envelope.ts';
import { readPrivateKey, readPublicKey } from './signing-key.ts';

const pairs = {
  ed25519: generateKeyPairSync('ed25519'),
  'ECDSA P-256': generateKeyPairSync('ec', { namedCurve: 'P-256' }),
};
const pem = (pair: (typeof pairs)[keyof typeof pairs]) => ({
  signs: readPrivateKey(
    pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    'a.pem',
    undefined,
  ),
  trusted: readPublicKey(
    pair.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    'a.pub',
  ),
});
const payload = Buffer.from('{"says":"für alle"}');

describe.each(Object.entries(pairs))('an envelope signed with %s', (_, pair) => {
  const { signs, trusted } = pem(pair);
  const text = writeEnvelope(payload, signs);

  it('gives its payload to the key that signed it, and to no other', () => {
    expect(signs.id).toBe(trusted.id);
    expect(openEnvelope(text, 'f', trusted)).toEqual({ payload });
    for (const kind of Object.values(pairs).filter((other) => other !== pair))
      expect(openEnvelope(text, 'f', pem(kind).trusted)).toEqual({
        fault: expect.stringContaining('another key'),
      });
    const { keyid: _none, ...unnamed } = JSON.parse(text).signatures[0];
    const nameless = JSON.stringify({ ...JSON.parse(text), signatures: [unnamed] });
    expect(openEnvelope(nameless, 'f', trusted)).toEqual({ payload });
    const sameKind = pem(
      pair === pairs.ed25519
        ? generateKeyPairSync('ed25519')
        : generateKeyPairSync('ec', { namedCurve: 'P-256' }),
    );
    expect(openEnvelope(nameless, 'f', sameKind.trusted)).toEqual({
      fault: expect.stringContaining('does not fit'),
    });
  });

  it('is refused whichever bit of it is flipped', () => {
    const bytes = Buffer.from(text);
    const place = fc.tuple(fc.nat(bytes.length - 1), fc.nat(7));
    fc.assert(
      fc.property(place, ([index, bit]) => {
        const flipped = Buffer.from(bytes);
        flipped[index] = (bytes[index] ?? 0) ^ (1 << bit);
        // The line feed at its end is of the file, and nothing of it.
        if (flipped.toString().trim() === text.trim()) return true;
        try {
          return 'fault' in openEnvelope(flipped.toString(), 'f', trusted);
        } catch (error) {
          return error instanceof UsageError;
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('is opened in either alphabet of base64, with padding and without', () => {
    const envelope = JSON.parse(text);
    const [signature] = envelope.signatures;
    const other = (base64: string) => Buffer.from(base64, 'base64').toString('base64url');
    const written = JSON.stringify({
      ...envelope,
      payload: other(envelope.payload),
      signatures: [{ ...signature, sig: other(signature.sig) }],
    });
    expect(openEnvelope(written, 'f', trusted)).toEqual({ payload });
  });

  it('of another type is refused, even if it is signed', () => {
    const other = { ...JSON.parse(text), payloadType: 'text/plain' };
    expect(openEnvelope(JSON.stringify(other), 'f', trusted)).toEqual({
      fault: expect.stringContaining('does not fit'),
    });
  });
});

it.each([
  ['', 'it is no JSON'],
  ['{"payload":"', 'cut short'],
  ['null', 'its fields'],
  ['[]', 'its fields'],
  ['{}', 'its fields'],
  ['{"payload":"","payloadType":"x","signatures":[]}', 'its fields'],
  ['{"payload":"","payloadType":"x","signatures":[{"keyid":"a"}]}', 'its fields'],
  ['{"payload":"!","payloadType":"x","signatures":[{"sig":""}]}', 'base64'],
])('%j is no envelope', (text, why) => {
  const { trusted } = pem(pairs.ed25519);
  expect(() => openEnvelope(text, 'some.json', trusted)).toThrow(
    expect.objectContaining({ name: 'UsageError', message: expect.stringContaining(why) }),
  );
});

it('signs what DSSE says: lengths in bytes', () => {
  // The example of the protocol, and a type that has more bytes than characters.
  expect(
    preAuthEncoding('http://example.com/HelloWorld', Buffer.from('hello world')).toString(),
  ).toBe('DSSEv1 29 http://example.com/HelloWorld 11 hello world');
  expect(preAuthEncoding('ä', Buffer.from('ü')).toString()).toBe('DSSEv1 2 ä 2 ü');
  expect(statementType).toBe('application/vnd.in-toto+json');
});
