import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { chaperoneHere } from './in-process.ts';

/** How a script ended, and what it wrote. */
export type RanScript = { code: number; out: string; err: string };

/**
 * Lets scripts of `repro/` run in a folder. The `chaperone` that they call runs in this process, which saves the time in
 * which Node starts.
 */
export async function scriptsIn(folder: string): Promise<(script: string) => Promise<RanScript>> {
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    let words = '';
    for await (const chunk of request.setEncoding('utf8')) words += String(chunk);
    const { code, out } = await chaperoneHere(folder, words.split('\n').slice(0, -1));
    response.writeHead(code === 0 ? 200 : 500).end(out);
  };
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : 0;
  const stub = join(folder, 'chaperone.sh');
  await writeFile(
    stub,
    `printf '%s\\n' "$@" | curl --silent --fail --data-binary @- http://127.0.0.1:${port}/ || exit 3\n`,
  );
  const env = { PATH: process.env['PATH'], CHAPERONE: `sh ${stub}` };
  return (script) =>
    new Promise((resolve) => {
      execFile('sh', [script], { cwd: folder, env }, (error, out, err) =>
        resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err }),
      );
    });
}
