import type { Download, Response } from 'playwright';

/** What is beyond this is not kept of a body (bytes): a browser's page is no place for more. */
const bodyLimit = 32 * 1024 * 1024;
const tooLong = 'it was longer than the 32 MiB that are looked at';

/** What could be read of a body; `unread` says why not all of it, in words, and is null where all was read. */
export type ReadBody = { content: Uint8Array; unread: string | null };

const redirects = new Set([301, 302, 303, 307, 308]);
const notEnded = 'it had not ended when it was looked at';
const nothing = (unread: string | null): ReadBody => ({ content: new Uint8Array(), unread });

/**
 * Reads the body of what a page was answered, until `over` resolves. An event stream ends only with its page, so
 * that it is never waited for: a surface of the kind `events` is what looks at its messages.
 */
export async function readBody(response: Response, over: Promise<void>): Promise<ReadBody> {
  const headers = response.headers();
  if (/^\s*text\/event-stream\b/i.test(headers['content-type'] ?? ''))
    return nothing('an event stream, whose messages are not looked at in a browser');
  // Of a redirect that it follows, a browser keeps the headers alone: that is all that its page was given.
  if (redirects.has(response.status())) return nothing(null);
  // The browser hands over a body as a whole, so that one known to be too long is not asked for at all.
  const isBodiless = response.request().method() === 'HEAD';
  if (!isBodiless && Number(headers['content-length']) > bodyLimit) return nothing(tooLong);
  const read = response.body().then(
    (body): ReadBody => ({
      content: body.subarray(0, bodyLimit),
      unread: body.length > bodyLimit ? tooLong : null,
    }),
    () => nothing('the browser no longer had the body'),
  );
  return Promise.race([read, over.then(() => nothing(notEnded))]);
}

/** Reads what a page gave to be saved, until `over` resolves. */
export async function readDownload(download: Download, over: Promise<void>): Promise<ReadBody> {
  const failed = () => nothing('the browser did not get the whole download');
  return Promise.race([readSaved(download).catch(failed), over.then(() => nothing(notEnded))]);
}

async function readSaved(download: Download): Promise<ReadBody> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of await download.createReadStream()) {
    pieces.push(piece);
    length += piece.length;
    if (length > bodyLimit) break;
  }
  const content = Buffer.concat(pieces).subarray(0, bodyLimit);
  return { content, unread: length > bodyLimit ? tooLong : null };
}
