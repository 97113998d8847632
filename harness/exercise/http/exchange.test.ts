import { randomBytes } from 'node:crypto';
import {
  brotliCompressSync,
  constants,
  deflateRawSync,
  deflateSync,
  gzipSync,
  zstdCompressSync,
} from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { openConnections } from './connections.ts';
import { exchange } from './exchange.ts';
import type { Delivery } from './exchange.ts';
import { serve } from './serve.test-support.ts';
import type { Answer } from './serve.test-support.ts';

async function get(
  answer: Answer,
  options: { timeout?: number; limit?: number; signal?: AbortSignal } = {},
): Promise<{ delivery: Delivery; body: string }> {
  const url = new URL(await serve(answer));
  const connections = openConnections(options);
  const chunks: Buffer[] = [];
  const outgoing = { method: 'GET', url, headers: {} };
  const delivery = await exchange(
    connections,
    outgoing,
    { onChunk: (chunk) => void chunks.push(chunk) },
    options.limit,
  );
  await connections.close();
  return { delivery, body: Buffer.concat(chunks).toString() };
}

describe('exchange', () => {
  const text = 'a private letter '.repeat(50);

  it.each([
    ['gzip', gzipSync(text)],
    ['x-gzip', gzipSync(text)],
    ['deflate', deflateSync(text)],
    ['deflate', deflateRawSync(text)],
    ['br', brotliCompressSync(text)],
    ['zstd', zstdCompressSync(text)],
    ['identity', text],
    ['none', text],
    ['br, GZIP', gzipSync(brotliCompressSync(text))],
    ['deflate,identity, zstd,', zstdCompressSync(deflateRawSync(text))],
    ['gzip, gzip, gzip, gzip', gzipSync(gzipSync(gzipSync(gzipSync(text))))],
  ])('decodes %s', async (encoding, body) => {
    const { delivery, body: decoded } = await get((_, response) => {
      response.writeHead(200, { 'content-encoding': encoding }).end(body);
    });
    expect(decoded).toBe(text);
    expect(delivery).toMatchObject({
      status: 200,
      failure: null,
      truncated: false,
      bytes: text.length,
    });
  });

  it.each(['gzip', 'deflate', 'br, gzip', 'zstd', 'compress'])(
    'takes an answer without a body that names %s for empty',
    async (encoding) => {
      const { delivery, body } = await get((_, response) => {
        response.writeHead(403, { 'content-encoding': encoding }).end();
      });
      expect(delivery).toMatchObject({ status: 403, failure: null, bytes: 0 });
      expect(body).toBe('');
    },
  );

  it.each(['compress', 'br, compress', 'gzip, gzip, gzip, gzip, gzip'])(
    'leaves a body in %s as it came',
    async (encoding) => {
      const { delivery, body } = await get((_, response) => {
        response.writeHead(200, { 'content-encoding': encoding }).end('as it came');
      });
      expect(delivery).toMatchObject({ failure: null });
      expect(body).toBe('as it came');
    },
  );

  it('says that a body did not end', async () => {
    const { delivery, body } = await get((_, response) => void response.write('for ever'), {
      timeout: 200,
    });
    expect(delivery).toMatchObject({ status: 200, failure: 'the body did not end within 0.2 s' });
    expect(body).toBe('for ever');
  });

  it('says that no answer came', async () => {
    const { delivery } = await get(() => undefined, { timeout: 200 });
    expect(delivery).toMatchObject({ status: null, failure: 'no answer came within 0.2 s' });
  });

  it.each([
    ['gzip', (bytes: Buffer) => gzipSync(bytes)],
    ['gzip, br', (bytes: Buffer) => brotliCompressSync(gzipSync(bytes))],
  ])('cuts a body in %s at the limit, counted after decoding', async (encoding, pack) => {
    const bomb = pack(Buffer.alloc(20_000_000));
    const { delivery, body } = await get(
      (_, response) => void response.writeHead(200, { 'content-encoding': encoding }).end(bomb),
      { limit: 100_000 },
    );
    expect(delivery).toMatchObject({ truncated: true, bytes: 100_000, failure: null });
    expect(body).toHaveLength(100_000);
  });

  it.each([
    ['gzip', 'not gzip'],
    ['br, gzip', 'not gzip'],
    ['br, gzip', gzipSync('not br')],
  ])('says that a body in %s cannot be decoded', async (encoding, sent) => {
    const { delivery } = await get((_, response) => {
      response.writeHead(200, { 'content-encoding': encoding }).end(sent);
    });
    expect(delivery.failure).toMatch(/could not be decoded/);
  });

  it.each([
    ['gzip', gzipSync(text.repeat(20))],
    ['deflate, gzip', gzipSync(deflateSync(text.repeat(20)))],
  ])('delivers what the decoder of %s still holds when the exchange fails', async (name, half) => {
    const { delivery, body } = await get(
      (_, response) => {
        response.writeHead(200, { 'content-encoding': name });
        response.write(half.subarray(0, half.length - 4));
      },
      { timeout: 300 },
    );
    expect(delivery.failure).toBe('the body did not end within 0.3 s');
    expect(body).toBe(text.repeat(20));
  });

  it('decodes a long body in two codings, whatever waits for what', async () => {
    const long = randomBytes(3_000_000).toString('hex');
    const { delivery, body } = await get((_, response) => {
      const packed = brotliCompressSync(gzipSync(long), {
        params: { [constants.BROTLI_PARAM_QUALITY]: 1 },
      });
      response.writeHead(200, { 'content-encoding': 'gzip, br' }).end(packed);
    });
    expect(delivery.failure).toBe(null);
    expect(body === long).toBe(true);
  });

  it('reports a failure when the receiver throws', async () => {
    const url = new URL(await serve((_, response) => void response.end('x')));
    const connections = openConnections({});
    const onChunk = (): never => {
      throw new Error('a fault');
    };
    const delivery = await exchange(connections, { method: 'GET', url, headers: {} }, { onChunk });
    await connections.close();
    expect(delivery.failure).toBe('the answer could not be looked into');
  });

  it('says that a body ended early', async () => {
    const { delivery } = await get((_, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('short', () => response.destroy());
    });
    expect(delivery.status).toBe(200);
    expect(delivery.failure).toMatch(/connection was/);
  });

  it('ends when the run is interrupted', async () => {
    const interrupt = new AbortController();
    const { delivery } = await get(
      (_, response) => void response.write('a', () => interrupt.abort()),
      {
        signal: interrupt.signal,
      },
    );
    expect(delivery.failure).toBe('interrupted');
  });

  it('names a refused connection in words', async () => {
    const connections = openConnections({});
    // No server listens on port 1.
    const outgoing = { method: 'GET', url: new URL('http://127.0.0.1:1/'), headers: {} };
    const delivery = await exchange(connections, outgoing, { onChunk: () => undefined });
    await connections.close();
    expect(delivery).toMatchObject({ status: null, failure: 'the connection was refused' });
  });
});
