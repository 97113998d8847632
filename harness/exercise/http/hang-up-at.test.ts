import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { openConnections } from './connections.ts';
import { exchange } from './exchange.ts';
import type { HangUp } from '../state/attempt-request.ts';
import { serve } from './serve.test-support.ts';
import type { Answer } from './serve.test-support.ts';

/** Asks, hangs up, and tells what came until then and whether the server saw it. */
async function askAndHangUp(hangUp: HangUp, answer: Answer) {
  const seen = Promise.withResolvers<boolean>();
  const url = new URL(
    await serve((request, response, body) => {
      void once(response, 'close').then(() => seen.resolve(response.writableFinished));
      return answer(request, response, body);
    }),
  );
  const connections = openConnections({});
  const chunks: Buffer[] = [];
  const outgoing = { method: 'GET', url, headers: {}, hangUp };
  const { status, failure } = await exchange(connections, outgoing, {
    onChunk: (chunk) => void chunks.push(chunk),
  });
  const finished = await seen.promise;
  await connections.close();
  return { status, failure, body: Buffer.concat(chunks).toString(), finished };
}

describe('hanging up', () => {
  it.each([0, 5])('%s ms after the request was sent, which nobody answers', async (after) => {
    expect(await askAndHangUp({ after }, () => undefined)).toEqual({
      status: null,
      failure: 'hung up',
      body: '',
      finished: false,
    });
  });

  it.each([
    ['head', 200, ''],
    ['body', 200, 'half'],
  ] as const)('in the %s of the answer', async (hangUp, status, body) => {
    const result = await askAndHangUp(hangUp, (_, response) => {
      response.writeHead(200, { 'content-length': '8' });
      response.flushHeaders();
      setImmediate(() => response.write('half'));
    });
    expect(result).toMatchObject({ status, failure: 'hung up', finished: false });
    expect(body.startsWith(result.body)).toBe(true);
  });

  it('hangs up nothing that was answered before', async () => {
    const { failure, finished } = await askAndHangUp({ after: 10_000 }, (_, response) => {
      response.end('all');
    });
    expect([failure, finished]).toEqual([null, true]);
  });
});
