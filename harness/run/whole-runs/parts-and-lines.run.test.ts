import { describe, expect, it } from 'vitest';
import { list } from '../../deployment/surfaces/surfaces.ts';
import { json } from '../../exercise/http/serve.test-support.ts';
import { deploy } from '../../exercise/worker/worker.test-support.ts';
import { resultOf, sweepAndJudge } from './sweep-and-judge.test-support.ts';

type Row = { id: string; text: string };
type Form = { type: string; write(rows: readonly Row[]): string };

const mixed = (...parts: unknown[]): string =>
  `${parts.map((part) => `--b\r\ncontent-type: application/json\r\n\r\n${JSON.stringify(part)}\r\n`).join('')}--b--\r\n`;

/** Lists of which all rows stand in one part or line. */
const forms: Record<string, Form> = {
  'a part': { type: 'multipart/mixed; boundary=b', write: (rows) => mixed(rows) },
  'the first of two parts': {
    type: 'multipart/mixed; boundary=b; deferSpec=20220824',
    write: (visits) => mixed({ data: { visits }, hasNext: true }, { hasNext: false }),
  },
  'a part with a line that looks like a boundary': {
    type: 'multipart/mixed; boundary=b',
    write: (rows) =>
      rows.map(({ id, text }) => `--b\r\n\r\n${id}\r\n--b--old\r\n${text}\r\n`).join('') + '--b--',
  },
  'a line': { type: 'application/x-ndjson', write: (rows) => JSON.stringify({ data: rows }) },
};

describe.each(Object.entries(forms))('rows in %s', (_, { type, write }) => {
  const listed = async (more: readonly Row[]) => {
    const { url } = await deploy({
      'GET /notes': (deployment, request, response) => {
        const viewer = deployment.viewer(request);
        if (viewer === undefined) return json(response, {}, 401);
        const own = deployment.notes.filter(({ owner }) => owner === viewer);
        const rows = own.map(({ id, text }) => ({ id, text }));
        response.writeHead(200, { 'content-type': type }).end(write([...rows, ...more]));
      },
    });
    return resultOf(await sweepAndJudge(url, [list('GET /notes')], {}, { things: 2 }));
  };

  it('hold where they are one’s own', async () => {
    expect(await listed([])).toEqual({ verdict: 'holds', owners: [], reasons: [] });
  });

  it('are a leak where one is a stranger’s', async () => {
    const stranger = { id: '5f0a3c9e7b1d4e2f8a6c', text: 'of a real patient' };
    expect(await listed([stranger])).toMatchObject({ verdict: 'violated', owners: ['unknown'] });
  });
});
