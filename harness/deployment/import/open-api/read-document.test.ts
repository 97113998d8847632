import { createServer } from 'node:http';
import { pathToFileURL } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { UsageError } from '../../../domain/errors.ts';
import { fromOpenApi } from './from-open-api.ts';
import { described, imported, inPath, inWords, json, written } from './written.test-support.ts';

const x = { '/x': { get: { responses: json() } } };

async function refusal(source: string | URL): Promise<UsageError> {
  const error: unknown = await fromOpenApi(source).catch((thrown: unknown) => thrown);
  if (error instanceof UsageError) return error;
  throw new Error('it was not refused');
}

describe('a source without a valid document', () => {
  it.each([
    ['{"openapi": "3.1.0", "paths"', 'is no JSON'],
    ['openapi: 3.1.0\npaths: [a: b: c', 'line 2, is no YAML'],
    ['{"a": 1}', 'it has no openapi field'],
    ['<html>', 'it holds no object'],
    ['[]', 'it holds no object'],
    [
      JSON.stringify({ ...described(x), openapi: '4.0.0' }),
      'version "4.0.0" of OpenAPI is not known',
    ],
    ['swagger: 2.0\ninfo: {}\npaths: {}', 'version 2 of OpenAPI is not known'],
    [JSON.stringify(described([])), 'is broken at /paths: must be object'],
    [JSON.stringify(described({ x: {} })), 'is broken at /paths'],
    [JSON.stringify({ openapi: '3.1.0', paths: x }), "must have required property 'info'"],
    [JSON.stringify(described({})), 'describes no operation'],
    ['openapi: 3.1.0\npaths: &a { "/x": *a }', 'or holds itself'],
    [`openapi: 3.1.0\na: ${'['.repeat(300)}${']'.repeat(300)}`, 'nested deeper than 200 levels'],
    [' '.repeat(21 * 1024 * 1024), 'is larger than 20 MB'],
  ])('is refused: %.60s', async (text, why) => {
    const path = await written({ 'openapi.json': text });
    const { message, remedy } = await refusal(path);
    expect(message).toContain(path);
    expect(message).toContain(why);
    expect(remedy).not.toBe('');
  });

  it('is refused if there is no file or no answer, by an error without secrets', async () => {
    expect((await refusal('/nowhere/openapi.json')).message).toContain('(ENOENT)');
    const { message } = await refusal('http://127.0.0.1:1/openapi.json?key=secret');
    expect(message).toContain('http://127.0.0.1:1/openapi.json');
    expect(message).not.toContain('secret');
    expect((await refusal('http://me:secret@127.0.0.1:1/x')).message).not.toContain('secret');
  });

  it('is read all the same if the document has only minor faults', async () => {
    const parameters = [{ name: 'id', in: 'path', schema: { typ: 5 } }];
    const document = described({
      '/x/{id}': { get: { parameters, responses: { 200: { content: {} } } } },
    });
    expect(await imported(document)).toEqual(['read GET /x/{x}']);
  });
});

describe('the source', () => {
  it('may be a file URL', async () => {
    const path = await written({ 'a.json': described(x) });
    expect(await fromOpenApi(pathToFileURL(path))).toHaveLength(1);
  });

  it('may be an address', async () => {
    const server = createServer((request, response) => {
      response.writeHead(request.url === '/v1/openapi.json' ? 200 : 404);
      response.end(JSON.stringify(described(x, { servers: [{ url: '.' }] })));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : 0;
    const url = `http://127.0.0.1:${port}`;
    expect((await fromOpenApi(`${url}/v1/openapi.json`)).map(inWords)).toEqual(['read GET /v1/x']);
    expect((await refusal(`${url}/none`)).message).toContain('it answered 404');
  });
});

describe('references', () => {
  it('may be circular', async () => {
    const schemas = {
      Node: {
        type: 'object',
        properties: { next: ref('Node'), all: { allOf: [ref('Node'), ref('Tree')] } },
      },
      Tree: { allOf: [ref('Tree'), ref('Node')] },
      Ring: ref('Round'),
      Round: ref('Ring'),
      Forest: { type: 'array', items: ref('Tree') },
    };
    const paths = Object.fromEntries(
      ['Node', 'Tree', 'Ring', 'Forest'].map((name) => [
        `/${name}`,
        { get: { responses: json(ref(name)) } },
      ]),
    );
    const lines = await imported(described(paths, { components: { schemas } }));
    expect(lines).toEqual([
      'read GET /Node',
      'read GET /Tree',
      expect.stringMatching(/^- GET \/Ring: its \$ref .* only leads to further ones$/),
      'list GET /Forest',
    ]);

    function ref(name: string): object {
      return { $ref: `#/components/schemas/${name}` };
    }
  });

  it('lead to files in the document’s folder, which may refer to others, and nowhere else', async () => {
    const get = ($ref: string) => ({ get: { responses: json({ $ref }) } });
    const path = await written({
      'openapi.json': described({
        '/far': get('https://user:pw@evil.example/a.json?key=secret#/a'),
        '/out': get('/etc/passwd#/a'),
        '/gone': get('gone.json#/a'),
        '/lost': get('#/components/schemas/None'),
        '/near': get('parts/near.yaml#/rows'),
        '/item/{id}': { $ref: 'parts/item.json' },
      }),
      'parts/near.yaml': 'rows: { $ref: "more.json#/deep/0" }',
      'parts/more.json': { deep: [{ type: 'array', items: {} }] },
      'parts/item.json': { get: { parameters: inPath('id'), responses: json() } },
    });
    const lines = (await fromOpenApi(path)).map(inWords);
    expect(lines).toEqual([
      expect.stringMatching(/^- GET \/far: its \$ref to https:.*leads to another host/),
      '- GET /out: its $ref to /etc/passwd leads out of the folder of the document',
      '- GET /gone: its $ref to gone.json cannot be read (ENOENT)',
      '- GET /lost: its $ref "#/components/schemas/None" leads nowhere',
      'list GET /near',
      'read GET /item/{item}',
    ]);
    expect(lines.join()).not.toMatch(/secret|pw/);
  });
});

it('refuses unknown options and unknown operations', async () => {
  await expect(imported(described(x), { excpet: {} } as object)).rejects.toThrow(
    'did you mean except?',
  );
  await expect(imported(described(x), { also: ['POST /y'] })).rejects.toThrow(
    'there is no operation "POST /y"',
  );
});
