import { decodeText } from '../../../domain/decode-text.ts';
import { UsageError } from '../../../domain/errors.ts';
import { largestDocument, tooLarge } from './parse-document.ts';

/** Longest wait for the complete document, in milliseconds. */
const patience = 30_000;

/**
 * Downloads a document, without credentials. Rejects with a UsageError that names the address without its query,
 * because the query may hold a key.
 */
export async function fetchDocument(address: URL): Promise<string> {
  const name = `${address.origin}${address.pathname}`;
  if (address.username !== '' || address.password !== '') {
    throw new UsageError(
      `the address of the OpenAPI document at ${name} holds a name or a password`,
      'Download the document, and name the file.',
    );
  }
  try {
    const answer = await fetch(address, {
      headers: { accept: 'application/json, application/yaml, */*;q=0.8' },
      signal: AbortSignal.timeout(patience),
    });
    if (!answer.ok) throw new Error(`it answered ${answer.status}`);
    return await textOfBody(answer, name);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(
      `cannot get the OpenAPI document from ${name}: ${whyOf(error)}`,
      'Check the address and that the deployment runs; or download the document, and name the file.',
    );
  }
}

async function textOfBody(answer: Response, name: string): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of answer.body ?? []) {
    size += chunk.length;
    if (size > largestDocument) throw tooLarge(name);
    chunks.push(chunk);
  }
  return decodeText(Buffer.concat(chunks));
}

function whyOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'TimeoutError') return `nothing within ${patience / 1000} seconds`;
  const { cause } = error;
  return cause instanceof Error && 'code' in cause ? String(cause.code) : error.message;
}
