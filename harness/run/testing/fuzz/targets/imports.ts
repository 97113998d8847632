import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parsePoolCsv } from '../../../../accounts/pool/pool-csv.ts';
import { fromHar } from '../../../../deployment/import/har/from-har.ts';
import { fromOpenApi } from '../../../../deployment/import/open-api/from-open-api.ts';
import { UsageError } from '../../../../domain/errors.ts';
import { ids, viewer } from '../planted.ts';
import { declared, must } from '../target.ts';
import type { Target } from '../target.ts';

const isUsageError = (error: unknown): boolean => error instanceof UsageError;

let folder: string | null = null;
/** Writes the input into a file, since imports read files only. */
function fileOf(input: Buffer, name: string): string {
  folder ??= mkdtempSync(join(tmpdir(), 'fuzz-'));
  const file = join(folder, name);
  writeFileSync(file, input);
  return file;
}

const secret = 'eyJhbGciOiJIUzI1NiJ9.s3cr3t-of-the-recording.c2lnbmF0dXJl';
const exchange = (method: string, url: string, answer: unknown, mimeType = 'application/json') => ({
  request: {
    method,
    url,
    headers: [
      { name: 'Authorization', value: `Bearer ${secret}` },
      { name: 'Accept', value: mimeType },
    ],
    postData: { text: '{"query":"query Notes { notes { id } }","variables":{"id":"1041"}}' },
  },
  response: {
    status: 200,
    headers: [{ name: 'content-type', value: mimeType }],
    content: { mimeType, text: JSON.stringify(answer) },
  },
});

const har: Target = {
  name: 'har',
  corpus: [
    [
      exchange('GET', 'https://clinic.test/', '<title>Clinic</title>', 'text/html'),
      exchange('GET', `https://clinic.test/recordings/${ids[viewer]}?page=2`, { id: ids[viewer] }),
      exchange('POST', 'https://clinic.test/graphql', { data: { notes: [{ id: '1041' }] } }),
      exchange('GET', 'https://clinic.test/media/1.webm?sig=abc', 'GkXf', 'video/webm'),
    ],
  ].map((entries) => JSON.stringify({ log: { entries } })),
  words: [
    '"entries":[',
    '"url":"',
    '{"request":',
    '"encoding":"base64"',
    'wss://',
    '%2e%2e',
    '{id}',
    '"mimeType":',
  ],
  async read(input) {
    const options = { ids: { recording: ids[viewer] ?? '', patient: '1041' } };
    const surfaces = await declared(() => fromHar(fileOf(input, 'a.har'), options), isUsageError);
    // A mutation may put the secret elsewhere than into headers that are left out.
    const isElsewhere = input.toString('latin1').split(secret).length > 5;
    if (surfaces !== null && !isElsewhere && input.includes(`"Bearer ${secret}`))
      must(!JSON.stringify(surfaces).includes(secret), 'a credential of the recording is kept');
  },
};

const operation = {
  parameters: [{ name: 'recordingId', in: 'path', required: true, schema: { type: 'string' } }],
  responses: {
    200: {
      description: 'a',
      content: { 'application/json': { schema: { $ref: '#/components/schemas/R' } } },
    },
  },
};
const openApi = {
  openapi: '3.1.0',
  info: { title: 'Clinic', version: '1' },
  servers: [{ url: '/api/{v}', variables: { v: { default: 'v1' } } }],
  security: [{ key: [] }],
  paths: {
    '/recordings': {
      get: {
        responses: {
          200: {
            description: 'all',
            content: {
              'application/json': {
                schema: { type: 'array', items: { $ref: '#/components/schemas/R' } },
              },
            },
          },
        },
      },
    },
    '/recordings/{recordingId}': { get: operation, delete: operation },
    '/search': {
      post: {
        requestBody: { content: { 'application/json': { example: { q: 'a' } } } },
        responses: { 200: { description: 'b' } },
      },
    },
  },
  components: {
    schemas: {
      R: {
        type: 'object',
        properties: { id: { type: 'string' }, next: { $ref: '#/components/schemas/R' } },
      },
    },
    securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'x-key' } },
  },
};
const yaml = `openapi: "3.0.3"
info: &info {title: Clinic, version: "1"}
x-info: *info
paths:
  /notes/{id}:
    parameters:
      - {name: id, in: path, required: true, schema: {type: string}}
    get:
      responses:
        "200": {description: a note, content: {text/html: {}}}
`;
const importOpenApi = async (input: Buffer): Promise<void> => {
  await declared(() => fromOpenApi(fileOf(input, 'api.yaml')), isUsageError);
};

const openApiJson: Target = {
  name: 'openapi-json',
  corpus: [
    JSON.stringify(openApi),
    JSON.stringify({ ...openApi, openapi: '3.0.3' }),
    JSON.stringify({
      swagger: '2.0',
      info: openApi.info,
      basePath: '/a',
      paths: {
        '/a/{b}': {
          get: {
            parameters: [{ name: 'b', in: 'path', type: 'string', required: true }],
            responses: { 200: { description: 'c', schema: { type: 'array', items: {} } } },
          },
        },
      },
    }),
  ],
  words: [
    '"$ref":"#/components/schemas/R"',
    '"$ref":"#"',
    '"allOf":[',
    '"$ref":"api.yaml#/paths"',
    '{"a":',
    '"__proto__":',
    '"/a/{b}{c}":',
    '"get":',
    '"schema":',
  ],
  read: importOpenApi,
};

const openApiYaml: Target = {
  name: 'openapi-yaml',
  corpus: [yaml],
  words: [
    '*info',
    '&a ',
    '<<: *info',
    '!!js/function',
    '- ',
    '? ',
    '|\n',
    '>\n',
    '%YAML 1.1\n',
    '---\n',
    '{',
    '[',
    '!!binary ',
    '\t',
    ': ',
  ],
  read: importOpenApi,
};

const poolPassword = 'hunter2-correct-horse';
const pool: Target = {
  name: 'accounts-csv',
  corpus: [
    `role,cohort.region,credentials.email,credentials.password,ids.patient\npatient,uk,a@b.test,${poolPassword},1041\n`,
    `\ufeffcredentials.email;credentials.password\r\n"a;b";"${poolPassword}"\r\n`,
  ],
  words: ['"', '""', '\n', '\r', ',', ';', '\t', 'credentials.__proto__', 'ids.', '\ufeff'],
  async read(input) {
    const text = input.toString('utf8');
    await declared(
      () => parsePoolCsv(text, 'accounts.csv'),
      (error) => {
        must(isUsageError(error), `an undeclared error: ${String(error)}`);
        must(!String(error).includes(poolPassword), 'the message quotes a password');
        return true;
      },
    );
  },
};

export const imports = [har, openApiJson, openApiYaml, pool];
