import { execFileSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readPrivateKey, readPublicKey } from './signing-key.ts';

const ed25519 = generateKeyPairSync('ed25519');
const p256 = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const p384 = generateKeyPairSync('ec', { namedCurve: 'P-384' });
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });

const pkcs8 = { type: 'pkcs8', format: 'pem' } as const;
const locked = { ...pkcs8, cipher: 'aes-256-cbc', passphrase: 'open sesame' } as const;
const sec1 = { type: 'sec1', format: 'pem' } as const;
const lockedSec1 = { ...sec1, cipher: 'aes-256-cbc', passphrase: 'open sesame' } as const;
const spki = { type: 'spki', format: 'pem' } as const;

describe('a private key', () => {
  it.each([
    ['ed25519 in PKCS #8', ed25519.privateKey.export(pkcs8)],
    ['P-256 in PKCS #8', p256.privateKey.export(pkcs8)],
    ['P-256 in SEC 1', p256.privateKey.export(sec1)],
    ['encrypted ed25519', ed25519.privateKey.export(locked)],
    ['encrypted P-256 in SEC 1', p256.privateKey.export(lockedSec1)],
  ])('may be %s', (_, text) => {
    expect(readPrivateKey(text.toString(), 'k', 'open sesame').id).toMatch(/^[0-9a-f]{64}$/);
  });

  it.each([
    ['a public key', ed25519.publicKey.export(spki), 'holds a public key'],
    ['RSA', rsa.privateKey.export(pkcs8), 'of the kind rsa; ed25519 and ECDSA on P-256 are taken'],
    ['another curve', p384.privateKey.export(pkcs8), 'on the curve secp384r1'],
    ['nothing', '', 'holds no key that can be read'],
    ['half a key', ed25519.privateKey.export(pkcs8).slice(0, 50), 'holds no key that can be read'],
  ])('is refused: %s', (_, text, message) => {
    expect(() => readPrivateKey(text.toString(), 'k.pem', undefined)).toThrow(
      expect.objectContaining({ name: 'UsageError', message: expect.stringContaining(message) }),
    );
  });

  it.each([
    ['PKCS #8', ed25519.privateKey.export(locked)],
    ['SEC 1', p256.privateKey.export(lockedSec1)],
  ])('that is encrypted (%s) needs its passphrase', (_, text) => {
    const opened = (passphrase?: string) => readPrivateKey(text.toString(), 'k', passphrase);
    expect(() => opened()).toThrow('its passphrase is not there');
    expect(() => opened('open barley')).toThrow('does not open: the passphrase is another');
    expect(() => opened('open barley')).not.toThrow('barley');
  });
});

describe('a public key', () => {
  it.each([
    ['a private key', ed25519.privateKey.export(pkcs8), 'must not have it'],
    ['an encrypted private key', ed25519.privateKey.export(locked), 'must not have it'],
    ['no key', 'ssh-ed25519 AAAA', 'holds no public key in PEM'],
    ['RSA', rsa.publicKey.export(spki), 'of the kind rsa'],
    ['half of one', ed25519.publicKey.export(spki).slice(0, 40), 'holds no key that can be read'],
  ])('is refused: %s', (_, text, message) => {
    expect(() => readPublicKey(text.toString(), 'k.pub')).toThrow(message);
  });
});

const hasOpenssl = (() => {
  try {
    return execFileSync('openssl', ['version'], { encoding: 'utf8' }).startsWith('OpenSSL');
  } catch {
    return false;
  }
})();

it.skipIf(!hasOpenssl)('its keys are read, and have the id that it tells (needs openssl)', () => {
  const openssl = (args: string, input = '') =>
    execFileSync('openssl', args.split(' '), { input, stdio: ['pipe', 'pipe', 'pipe'] });
  for (const made of [
    'genpkey -algorithm ed25519',
    'genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256',
    'ecparam -name prime256v1 -genkey',
    'genpkey -algorithm ed25519 -aes256 -pass pass:sesame',
  ]) {
    const text = openssl(made).toString();
    const given = `pkey -passin pass:sesame -pubout`;
    const { id } = readPrivateKey(text, 'k', 'sesame');
    expect(readPublicKey(openssl(given, text).toString(), 'k').id).toBe(id);
    const der = openssl(`${given} -outform DER`, text).toString('latin1');
    const told = execFileSync('openssl', ['dgst', '-sha256', '-r'], {
      input: Buffer.from(der, 'latin1'),
    });
    expect(told.toString()).toContain(id);
  }
});
