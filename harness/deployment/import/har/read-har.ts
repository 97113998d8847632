import { readFile, stat } from 'node:fs/promises';
import { z } from 'zod';
import { decodeText } from '../../../domain/decode-text.ts';
import { UsageError } from '../../../domain/errors.ts';
import type { Exchange } from './exchange.ts';

/** Most bytes of a recording that is read. Parsed, it takes several times as much memory. */
const largest = 100 * 1024 * 1024;

const pairs = z.array(z.object({ name: z.string(), value: z.string() })).catch([]);

const part = z.object({
  name: z.string(),
  value: z.string().optional().catch(undefined),
  fileName: z.string().optional().catch(undefined),
  contentType: z.string().optional().catch(undefined),
});

const entry = z.object({
  _resourceType: z.string().optional().catch(undefined),
  request: z.object({
    method: z.string(),
    url: z.string(),
    headers: pairs,
    postData: z
      .object({
        text: z.string().optional().catch(undefined),
        mimeType: z.string().catch(''),
        params: z.array(part).catch([]),
      })
      .optional()
      .catch(undefined),
  }),
  response: z.object({
    status: z.number(),
    headers: pairs,
    content: z
      .object({
        mimeType: z.string().catch(''),
        text: z.string().optional().catch(undefined),
        encoding: z.string().optional().catch(undefined),
      })
      .catch({ mimeType: '' }),
  }),
});

const archive = z.object({ log: z.object({ entries: z.array(z.unknown()) }) });

/**
 * Reads the exchanges of an HTTP Archive (HAR 1.1 and 1.2, as browsers, Playwright and proxies write it), in their
 * order. Incomplete entries (aborted, without an address) are left out. Rejects with a UsageError when the file cannot
 * be read, is too large, is no HAR, or holds no exchange.
 */
export async function readHar(file: string): Promise<Exchange[]> {
  const text = await readText(file);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    const truncated = !/\}\s*$/.test(text.slice(-100));
    throw new UsageError(
      `${file} is not JSON${truncated ? ': it ends in the middle' : ''}`,
      truncated
        ? 'Record again, and close the browser (or its context) so that the recording is finished.'
        : harRemedy,
    );
  }
  const parsed = archive.safeParse(value);
  if (!parsed.success)
    throw new UsageError(`${file} is no HTTP Archive: it has no log.entries`, harRemedy);
  const exchanges = parsed.data.log.entries.flatMap((one) => exchangeOf(one) ?? []);
  if (exchanges.length > 0) return exchanges;
  throw new UsageError(
    `${file} holds no request that was answered`,
    'Record again with the recording switched on before the first page is opened.',
  );
}

const harRemedy =
  'Save one from the network panel of the browser’s developer tools (“Save all as HAR with content”), or with Playwright’s recordHar.';

async function readText(file: string): Promise<string> {
  try {
    const { size } = await stat(file);
    if (size > largest) {
      throw new UsageError(
        `${file} has ${Math.ceil(size / 1024 / 1024)} MB; at most ${largest / 1024 / 1024} MB are read`,
        'Record fewer steps, or leave the bodies of media out (Playwright: recordHar with urlFilter, or content "omit").',
      );
    }
    return decodeText(await readFile(file));
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const why = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new UsageError(`cannot read ${file} (${why})`, 'Correct the path of the HAR.');
  }
}

function exchangeOf(value: unknown): Exchange | null {
  const parsed = entry.safeParse(value);
  if (!parsed.success) return null;
  const { request, response, _resourceType: kind } = parsed.data;
  const url = URL.parse(request.url);
  if (url === null || !['http:', 'https:', 'ws:', 'wss:'].includes(url.protocol)) return null;
  const { content } = response;
  const bytes =
    content.text === undefined
      ? null
      : Buffer.from(content.text, content.encoding === 'base64' ? 'base64' : 'utf8');
  return {
    method: request.method.toUpperCase(),
    url,
    requestHeaders: byName(request.headers),
    requestBody: request.postData?.text ?? null,
    requestType: request.postData?.mimeType ?? '',
    requestParts: (request.postData?.params ?? []).map(
      ({ name, value, fileName, contentType }) => ({
        name,
        value: value ?? '',
        file: fileName === undefined ? null : (contentType ?? ''),
      }),
    ),
    status: response.status,
    type: content.mimeType.toLowerCase().split(';')[0]?.trim() ?? '',
    headers: byName(response.headers),
    body: bytes,
    kind: kind ?? '',
  };
}

function byName(given: readonly { name: string; value: string }[]): Map<string, string> {
  return new Map(given.map(({ name, value }) => [name.toLowerCase(), value]));
}
