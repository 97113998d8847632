import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UsageError } from '../../../domain/errors.ts';
import { fromHar } from './from-har.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chaperone-har-'));
});
afterAll(async () => rm(folder, { recursive: true }));

async function har(name: string, content: string): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, content);
  return file;
}

const entry = (url: string, answer: string, encoding?: string) => ({
  request: { method: 'GET', url, headers: [{ name: 'Cookie', value: 'sid=verysecret' }] },
  response: {
    status: 200,
    headers: [],
    content: { mimeType: 'application/json; charset=utf-8', text: answer, encoding },
  },
});

describe('fromHar', () => {
  it('reads recordings of browsers: base64 bodies, missing bodies, aborted entries', async () => {
    const file = await har(
      'good.har',
      JSON.stringify({
        log: {
          version: '1.2',
          entries: [
            entry(
              'https://a.test/api/visits',
              Buffer.from('[{"id":"1"}]').toString('base64'),
              'base64',
            ),
            { request: { method: 'GET', url: 'https://a.test/api/me' }, response: { status: 200 } },
            { request: { method: 'GET', url: 'https://a.test/aborted' }, response: null },
            { request: { method: 'GET', url: 'data:,x' }, response: { status: 200 } },
            'nonsense',
          ],
        },
      }),
    );
    const surfaces = await fromHar(file);
    expect(surfaces).toMatchObject([
      { id: 'GET /api/visits', gives: 'list', imported: true },
      { id: 'GET /api/me', gives: 'read', imported: true },
    ]);
    expect(JSON.stringify(surfaces)).not.toContain('verysecret');
  });

  it.each([
    ['nothing there', null, /cannot read .*ENOENT/],
    ['not JSON', '<html>}', /is not JSON/],
    ['a recording that was cut off', '{"log":{"entries":[{"request":', /ends in the middle/],
    ['other JSON', '{"a":1}', /no log\.entries/],
    ['no answers', '{"log":{"entries":[]}}', /no request that was answered/],
  ])('refuses %s, with a remedy', async (name, content, message) => {
    const file = content === null ? join(folder, 'missing.har') : await har(`${name}.har`, content);
    const refusal: unknown = await fromHar(file).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(UsageError);
    expect(refusal).toMatchObject({ message: expect.stringMatching(message) });
  });

  it('refuses 200 MB without reading them', async () => {
    const file = join(folder, 'large.har');
    const handle = await open(file, 'w');
    await handle.truncate(200 * 1024 * 1024);
    await handle.close();
    await expect(fromHar(file)).rejects.toThrow(/200 MB; at most 100 MB/);
  });

  it('survives any content in the shape of a HAR', async () => {
    const value = fc.jsonValue();
    await fc.assert(
      fc.asyncProperty(fc.array(value), fc.webUrl(), value, async (entries, url, answer) => {
        const all = [
          ...entries,
          { request: { method: 'GET', url }, response: answer },
          entry(url, '{}'),
        ];
        const file = await har('any.har', JSON.stringify({ log: { entries: all } }));
        await fromHar(file).catch((error: unknown) => expect(error).toBeInstanceOf(UsageError));
      }),
      { numRuns: 50 },
    );
  });
});

it('names a query whose variables are nested too deeply, and goes on', async () => {
  const variables = `${'{"id":'.repeat(50_000)}"1041"${'}'.repeat(50_000)}`;
  const query = {
    ...entry('https://a.test/graphql', '{}').request,
    method: 'POST',
    postData: { text: `{"query":"query Notes { notes { id } }","variables":${variables}}` },
  };
  const { response } = entry('https://a.test/graphql', '{}');
  const entries = [
    { request: query, response },
    entry('https://a.test/api/visits', '[{"id":"1"}]'),
  ];
  const surfaces = await fromHar(await har('deep.har', JSON.stringify({ log: { entries } })));
  expect(JSON.stringify(surfaces)).toContain('its variables are nested too deeply');
  expect(surfaces).toContainEqual(expect.objectContaining({ id: 'GET /api/visits' }));
});
