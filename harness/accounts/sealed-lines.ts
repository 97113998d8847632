import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { deriveKey } from './sealed-text.ts';

/** Encrypts lines one by one, for a file that grows. The first line of the file is `header`. */
export type LineSealer = { header: string; seal(line: string): string };

const format = 'chaperone-sealed-lines';
const [nonceBytes, tagBytes] = [12, 16];

/** Creates a sealer for a new file (AES-256-GCM). The number of a line is authenticated with it: none can change places. */
export async function createLineSealer(passphrase: string): Promise<LineSealer> {
  const salt = randomBytes(16);
  const key = await deriveKey(passphrase, salt);
  let lines = 0;
  return {
    header: JSON.stringify({ format, version: 1, salt: salt.toString('base64') }),
    seal(line) {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv('aes-256-gcm', key, nonce);
      cipher.setAAD(Buffer.from(`${format} ${++lines}`));
      const data = Buffer.concat([cipher.update(line, 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), data]).toString('base64');
    },
  };
}

/** Whether a file's first line says that the others are sealed. */
export function isSealedHeader(header: string): boolean {
  return header.startsWith(`{"format":"${format}"`);
}

/** Decrypts the lines below a header. Null for each line that was cut or changed, or when the passphrase is wrong. */
export async function openLines(
  header: string,
  lines: readonly string[],
  passphrase: string,
): Promise<(string | null)[]> {
  const { salt } = JSON.parse(header) as { salt: string };
  const key = await deriveKey(passphrase, Buffer.from(salt, 'base64'));
  return lines.map((line, index) => openLine(key, line, index + 1));
}

function openLine(key: Buffer, line: string, number: number): string | null {
  const bytes = Buffer.from(line, 'base64');
  try {
    const nonce = bytes.subarray(0, nonceBytes);
    const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes });
    decipher.setAAD(Buffer.from(`${format} ${number}`));
    decipher.setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
    const data = bytes.subarray(nonceBytes + tagBytes);
    return Buffer.concat([decipher.update(data), decipher.final()]).toString('utf8');
  } catch {
    return null;
  }
}
