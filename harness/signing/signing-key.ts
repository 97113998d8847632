import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { UsageError } from '../domain/errors.ts';
import { sha256 } from './canonical-json.ts';

/** A key that signs or verifies, and the id by which envelopes name it. */
export type SigningKey = {
  key: KeyObject;
  /** SHA-256 of the public key (SubjectPublicKeyInfo, DER) in hex, as `openssl pkey -pubout -outform DER | sha256sum`. */
  id: string;
  /** What is signed: of ECDSA the SHA-256 of the text, of ed25519 the text itself. */
  digest: 'sha256' | null;
};

const makeOne =
  'Make one with `openssl genpkey -algorithm ed25519 -out sign-off.pem`, and its public half with `openssl pkey -in sign-off.pem -pubout -out sign-off.pub`.';

/**
 * Reads a private key in PEM.
 * @param from where it comes from, for messages
 * @param passphrase of an encrypted key
 * @throws UsageError that quotes nothing of the key.
 */
export function readPrivateKey(
  pem: string,
  from: string,
  passphrase: string | undefined,
): SigningKey {
  if (/-----BEGIN PUBLIC KEY-----/.test(pem))
    throw new UsageError(`${from} holds a public key.`, 'Sign with the private one.');
  const isLocked = /ENCRYPTED/.test(pem);
  if (isLocked && passphrase === undefined)
    throw new UsageError(
      `${from} holds an encrypted key, and its passphrase is not there.`,
      'Set CHAPERONE_SIGNING_PASSPHRASE.',
    );
  const key = readPem(() => createPrivateKey({ key: pem, passphrase }), from, isLocked);
  return signingKey(key, from);
}

/**
 * Reads a public key in PEM. A private one is refused: it has no place where statements are only checked.
 * @throws UsageError
 */
export function readPublicKey(pem: string, from: string): SigningKey {
  if (/PRIVATE KEY-----/.test(pem))
    throw new UsageError(
      `${from} holds a private key, and whoever checks a statement must not have it.`,
      'Give the public half: `openssl pkey -in <private key> -pubout -out <file>`.',
    );
  if (!/-----BEGIN PUBLIC KEY-----/.test(pem))
    throw new UsageError(`${from} holds no public key in PEM (BEGIN PUBLIC KEY).`, makeOne);
  return signingKey(
    readPem(() => createPublicKey(pem), from, false),
    from,
  );
}

function readPem(read: () => KeyObject, from: string, isLocked: boolean): KeyObject {
  try {
    return read();
  } catch {
    // The error of OpenSSL says nothing to a reader, and could quote what was read.
    throw unreadable(from, isLocked);
  }
}

function unreadable(from: string, isLocked: boolean): UsageError {
  if (isLocked)
    return new UsageError(
      `${from} holds an encrypted key that does not open: the passphrase is another, or its format or the key is unknown here.`,
      'Set CHAPERONE_SIGNING_PASSPHRASE to its passphrase; the key must be PEM (PKCS #8 or SEC 1).',
    );
  return new UsageError(
    `${from} holds no key that can be read: PEM is expected (PKCS #8 or SEC 1), and the format is another or it is damaged.`,
    makeOne,
  );
}

function signingKey(key: KeyObject, from: string): SigningKey {
  const { asymmetricKeyType: type, asymmetricKeyDetails: details } = key;
  const isKnown = type === 'ed25519' || (type === 'ec' && details?.namedCurve === 'prime256v1');
  if (!isKnown) {
    const curve = type === 'ec' ? ` on the curve ${details?.namedCurve ?? 'of its own'}` : '';
    throw new UsageError(
      `${from} holds a key of the kind ${type ?? 'unknown'}${curve}; ed25519 and ECDSA on P-256 are taken.`,
      makeOne,
    );
  }
  const publicKey = key.type === 'public' ? key : createPublicKey(key);
  const id = sha256(publicKey.export({ type: 'spki', format: 'der' }));
  return { key, id, digest: type === 'ec' ? 'sha256' : null };
}
