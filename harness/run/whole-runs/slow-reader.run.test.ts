import { expect, it } from 'vitest';
import { stream } from '../../deployment/surfaces/surfaces.ts';
import { json } from '../../exercise/http/serve.test-support.ts';
import { deploy, noteAt } from '../../exercise/worker/worker.test-support.ts';
import { resultOf, sweepAndJudge, allWithout } from './sweep-and-judge.test-support.ts';

/** Streams one's own files. Where a stream broke off, its rest is kept for whoever takes one up next. */
async function judged(keepsRest: boolean, omit = '') {
  let rest: Buffer | undefined;
  const deployment = await deploy({
    'GET /files/{}': (state, request, response) => {
      const note = noteAt(state, request);
      if (note === undefined || note.owner !== state.viewer(request)) {
        return json(response, {}, 404);
      }
      const filler = Buffer.alloc(100_000, note.id);
      const file = Buffer.concat([filler, Buffer.from(note.text), filler]);
      const from = /^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1];
      const start = Number(from ?? 0);
      const taken = start > 0 ? rest : undefined;
      if (start > 0) rest = undefined;
      const bytes = taken ?? file.subarray(start);
      const headers = {
        'content-type': 'video/webm',
        'content-length': bytes.length,
        ...(start > 0
          ? { 'content-range': `bytes ${start}-${start + bytes.length - 1}/${file.length}` }
          : {}),
      };
      response.writeHead(start > 0 ? 206 : 200, headers);
      response.on('close', () => {
        if (keepsRest && !response.writableFinished) rest = file.subarray(start);
      });
      response.write(bytes.subarray(0, 50_000));
      setTimeout(() => response.end(bytes.subarray(50_000)), 60);
    },
  });
  const surfaces = [stream('GET /files/{note}')];
  const run = await sweepAndJudge(deployment.url, surfaces, {}, allWithout(omit));
  return resultOf(run, 'no-foreign-streaming').verdict;
}

it('the rest of a stream that broke off and reaches another is found by this probe alone', async () => {
  expect(await judged(false)).toBe('holds');
  expect(await judged(true)).toBe('violated');
  expect(await judged(true, 'slow-reader')).toBe('holds');
});
