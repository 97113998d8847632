import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify<
  string,
  Buffer,
  number,
  { N: number; r: number; p: number; maxmem: number },
  Buffer
>(scrypt);

/** Text under AES-256-GCM. The key comes from a passphrase; all else that is needed is in here. */
export type SealedText = {
  format: 'chaperone-sealed';
  version: 1;
  /** Base64, each. */
  salt: string;
  nonce: string;
  tag: string;
  data: string;
};

// Version 1 fixes these, so that a file cannot ask for costs of its own. 32 MiB and some 80 ms.
const cost = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 2 ** 20 };
const label = Buffer.from('chaperone-sealed 1');

/** Seals text with a passphrase. */
export async function sealText(text: string, passphrase: string): Promise<SealedText> {
  const salt = randomBytes(16);
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', await derive(passphrase, salt, 32, cost), nonce);
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

/** Opens sealed text; null where the passphrase is another or a single bit has changed. */
export async function openText(sealed: SealedText, passphrase: string): Promise<string | null> {
  const bytes = (text: string): Buffer => Buffer.from(text, 'base64');
  const key = await derive(passphrase, bytes(sealed.salt), 32, cost);
  try {
    // The length is given, as Node would otherwise take a tag cut to four bytes for good.
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
