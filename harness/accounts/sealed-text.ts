import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify<
  string,
  Buffer,
  number,
  { N: number; r: number; p: number; maxmem: number },
  Buffer
>(scrypt);

/** A text encrypted with AES-256-GCM. The key is derived from a passphrase, and everything else is in here. */
export type SealedText = {
  format: 'chaperone-sealed';
  version: 1;
  /** This and the following fields are in Base64. */
  salt: string;
  nonce: string;
  tag: string;
  data: string;
};

// Version 1 fixes these costs (32 MiB and about 80 ms), so that a file cannot ask for others.
const cost = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 2 ** 20 };
const label = Buffer.from('chaperone-sealed 1');

/** Derives a key of 256 bits from a passphrase. */
export function deriveKey(passphrase: string, salt: Buffer): Promise<Buffer> {
  return derive(passphrase, salt, 32, cost);
}

/** Encrypts a text with a passphrase. */
export async function sealText(text: string, passphrase: string): Promise<SealedText> {
  const salt = randomBytes(16);
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', await deriveKey(passphrase, salt), nonce);
  cipher.setAAD(label);
  const data = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return {
    format: 'chaperone-sealed',
    version: 1,
    salt: salt.toString('base64'),
    nonce: nonce.toString('base64'),
    tag: cipher.getAuthTag().toString('base64'),
    data: data.toString('base64'),
  };
}

/** Decrypts a sealed text. Null when the passphrase is wrong or the text was changed in any bit. */
export async function openText(sealed: SealedText, passphrase: string): Promise<string | null> {
  const bytes = (text: string): Buffer => Buffer.from(text, 'base64');
  const key = await deriveKey(passphrase, bytes(sealed.salt));
  try {
    // The length is given, because Node would otherwise accept a tag that was cut to four bytes.
    const decipher = createDecipheriv('aes-256-gcm', key, bytes(sealed.nonce), {
      authTagLength: 16,
    });
    decipher.setAAD(label);
    decipher.setAuthTag(bytes(sealed.tag));
    return Buffer.concat([decipher.update(bytes(sealed.data)), decipher.final()]).toString('utf8');
  } catch {
    return null;
  }
}

/** Whether a parsed file is sealed text, of whatever version. */
export function isSealed(value: unknown): value is SealedText {
  return (
    typeof value === 'object' &&
    value !== null &&
    'format' in value &&
    value.format === 'chaperone-sealed' &&
    ['salt', 'nonce', 'tag', 'data'].every(
      (name) => typeof Object.getOwnPropertyDescriptor(value, name)?.value === 'string',
    )
  );
}
