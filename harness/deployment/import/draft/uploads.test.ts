import { describe, expect, it } from 'vitest';
import { recorded } from '../har/recording.test-support.ts';
import { described, written } from '../open-api/written.test-support.ts';
import { configText } from './config-text.ts';
import { draftFromRecording } from './from-recording.ts';
import { gatherDraft } from './gather-draft.ts';

const text = { type: 'string' };
const made = (properties: object) => ({
  201: {
    description: 'ok',
    content: { 'application/json': { schema: { type: 'object', properties } } },
  },
});
const inPath = [{ name: 'visitId', in: 'path', required: true, schema: text }];

/** The draft of a service that takes this body at an address, for what is booked. */
async function drafted(body: object, path = '/visits/{visitId}/photos', more: object = {}) {
  const document = described({
    '/visits': {
      post: {
        requestBody: {
          content: {
            'application/json': { schema: { type: 'object', properties: { topic: text } } },
          },
        },
        responses: made({ id: text }),
      },
    },
    [path]: {
      ...(path.includes('{') ? { parameters: inPath } : {}),
      post: { ...body, responses: made({ id: text }), ...more },
    },
  });
  return configText((await gatherDraft({ openapi: await written({ 'a.json': document }) })).draft);
}

const content = (type: string, schema: object, more: object = {}) => ({
  requestBody: { content: { [type]: { schema, ...more } } },
});
const object = (properties: object) => ({ type: 'object', properties });
const file = { type: 'string', format: 'binary' };

describe('a file that a document describes', () => {
  it.each<[string, object, readonly string[]]>([
    [
      'as binary, in parts',
      content('multipart/form-data', object({ photo: file, caption: text })),
      [
        'body: inParts([',
        "['photo', new Blob([await media.image('photo')], { type: 'image/png' }), `${token('photo name')}.png`],",
        "['caption', token('caption')],",
      ],
    ],
    [
      'by contentMediaType',
      content('multipart/form-data', object({ film: { contentMediaType: 'video/webm' } })),
      ["new Blob([await media.video('film')], { type: 'video/webm' })"],
    ],
    [
      'by its encoding alone',
      content('multipart/form-data', object({ one: {} }), {
        encoding: { one: { contentType: 'audio/webm, audio/ogg' } },
      }),
      ["new Blob([await media.audio('one')], { type: 'audio/webm' })"],
    ],
    [
      'as a list of files',
      content('multipart/form-data', object({ photos: { type: 'array', items: file } })),
      ["['photos', new Blob([await media.image('photos')]"],
    ],
    [
      'as application/octet-stream',
      content('application/octet-stream', file),
      ["headers: { 'content-type': 'image/png' },", "body: await media.image('photos'),"],
    ],
    ['as a picture', content('image/png', file), ["body: await media.image('photos'),"]],
    [
      'as base64 (format: byte)',
      content('application/json', object({ image: { type: 'string', format: 'byte' } })),
      ["image: Buffer.from(await media.image('image')).toString('base64'),"],
    ],
    [
      'as base64 (contentEncoding)',
      content('application/json', object({ clip: { ...text, contentEncoding: 'base64' } })),
      ["clip: Buffer.from(await media.video('clip')).toString('base64'),"],
    ],
    [
      'as a data URL',
      content(
        'application/json',
        object({ scan: { ...text, example: 'data:image/png;base64,iVBO' } }),
      ),
      [
        "scan: `data:image/png;base64,${Buffer.from(await media.image('scan')).toString('base64')}`,",
      ],
    ],
    [
      'as a picture of another type, which it says',
      content('multipart/form-data', object({ photo: file }), {
        encoding: { photo: { contentType: 'image/jpeg' } },
      }),
      [
        '// FILL IN: photo is to be image/jpeg, and media.image makes a PNG.',
        "media.image('photo')",
      ],
    ],
    [
      'as text',
      content('multipart/form-data', object({ log: { contentMediaType: 'text/csv' } })),
      ["new Blob([token('log')], { type: 'text/csv' }), `${token('log name')}.csv`"],
    ],
  ])('%s', async (_, body, lines) => {
    const draft = await drafted(body);
    for (const line of lines) expect(draft).toContain(line);
    expect(draft).toMatch(/async create\(\{ http, token(?:, media)? \}\)/);
    expect(draft).toContain('await http.post(`/visits/${id}/photos`, {');
    expect(draft).toContain("return { visit: id, photo: sent1.json<{ id: string }>()['id'] };");
    expect(draft).not.toContain("fillIn('photo");
  });

  it('in Swagger 2.0 is a parameter in the form', async () => {
    const parameters = [
      { name: 'upload', in: 'formData', type: 'file', required: true },
      { name: 'note', in: 'formData', type: 'string' },
    ];
    const schema = { type: 'object', properties: { id: text } };
    const document = {
      swagger: '2.0',
      info: { title: 'a', version: '1' },
      paths: {
        '/scans': {
          post: { parameters, responses: { 200: { description: '', schema } } },
          get: {
            responses: { 200: { description: '', schema: { type: 'array', items: schema } } },
          },
        },
      },
    };
    const { draft } = await gatherDraft({ openapi: await written({ 'a.json': document }) });
    const written2 = configText(draft);
    expect(written2).toContain("['upload', new Blob([await media.image('upload')]");
    expect(written2).toContain("['note', token('note')],");
    expect(written2).toContain("return { scan: booked.json<{ id: string }>()['id'] };");
  });

  it('that nobody can make is filled in where it is required, and else left out', async () => {
    const schema = object({ letter: { contentMediaType: 'application/pdf' }, topic: text });
    const body = (required: string[]) => content('multipart/form-data', { ...schema, required });
    expect(await drafted(body(['letter']))).toContain("fillIn('letter')");
    expect(await drafted(body([]))).not.toContain("'letter'");
  });

  it('knows the id of what was booked, and names what belongs to others', async () => {
    const body = content('multipart/form-data', object({ photo: file, visit_id: text }));
    expect(await drafted(body, '/photos')).toContain("['visit_id', id],");
    const others = await drafted(body, '/me/avatar');
    expect(others).toContain('these take files, too: POST /me/avatar.');
    expect(others).not.toContain('inParts');
  });

  it('lets no hostile name become code', async () => {
    const name = "'); process.exit(1); ('`${process.exit(1)}\n//";
    const draft = await drafted(
      content('multipart/form-data', object({ [name]: file }), {
        encoding: { [name]: { contentType: "image/jpeg\n'*/" } },
      }),
      '/visits/{visitId}/`${process.exit(1)}',
    );
    const harmless = draft.replace(/'(?:[^'\\\n]|\\.)*'/g, "''").replace(/\/\/.*/g, '');
    expect(harmless).not.toMatch(/(?<!\\)\$\{process/);
    expect(harmless).not.toContain('process.exit(1);');
  });
});

describe('a file that a recording holds', () => {
  const booked = recorded(
    '/visits',
    { data: { id: 'vis_8f3kQ2mKd7' } },
    { method: 'POST', status: 201, requestBody: '{"reason":"a cough"}' },
  );
  const seen = recorded('/visits/vis_8f3kQ2mKd7', { id: 'vis_8f3kQ2mKd7' });
  const sent = (
    requestType: string,
    requestBody: string | null,
    path = '/visits/vis_8f3kQ2mKd7/photos',
  ) =>
    recorded(
      path,
      { photo: { id: 'pho_1' } },
      { method: 'POST', status: 201, requestType, requestBody },
    );
  const draft = (...exchanges: Parameters<typeof draftFromRecording>[0]) =>
    configText(draftFromRecording([booked, seen, ...exchanges], null));
  const multipart = [
    '--b0',
    'Content-Disposition: form-data; name="photo"; filename="ann.jpg"',
    'Content-Type: image/jpeg',
    '',
    'hunter2bytes',
    '--b0',
    'Content-Disposition: form-data; name="caption"',
    '',
    'my left knee',
    '--b0--',
    '',
  ].join('\r\n');

  it('in parts is sent again, made anew', () => {
    const text2 = draft(sent('multipart/form-data; boundary=b0', multipart));
    expect(text2).toContain("const id = booked.json<{ data: { id: string } }>()['data']['id'];");
    expect(text2).toContain('await http.post(`/visits/${id}/photos`, {');
    expect(text2).toContain(
      "['photo', new Blob([await media.image('photo')], { type: 'image/png' })",
    );
    expect(text2).toContain("['caption', token('caption')],");
    expect(text2).toContain("photo: sent1.json<{ photo: { id: string } }>()['photo']['id']");
    expect(text2).not.toMatch(/hunter2|ann\.jpg|left knee|vis_8f/);
  });

  it.each([
    ['as a whole body', sent('video/mp4', null), "body: await media.video('photos'),"],
    [
      'as base64 in JSON',
      sent('application/json', JSON.stringify({ image: `iVBORw0KGgo${'A'.repeat(99)}` })),
      "image: Buffer.from(await media.image('image')).toString('base64'),",
    ],
    [
      'as a data URL in JSON',
      sent('application/json', JSON.stringify({ sound: 'data:audio/webm;base64,GkXf' })),
      "sound: `data:audio/webm;base64,${Buffer.from(await media.audio('sound')).toString('base64')}`,",
    ],
  ])('%s', (_, exchange, line) => {
    expect(draft(exchange)).toContain(line);
  });

  it('is booked by, where it is the booking', () => {
    const booking = sent('multipart/form-data; boundary=b0', multipart, '/api/appointments');
    const text2 = configText(draftFromRecording([booking], null));
    expect(text2).toContain("const booked = await http.post('/api/appointments', {");
    expect(text2).toContain("['photo', new Blob([await media.image('photo')]");
  });

  it('is read from the fields that a browser wrote apart from the body', () => {
    const exchange = recorded(
      '/visits',
      { id: 'v' },
      {
        method: 'POST',
        requestType: 'multipart/form-data',
        requestParts: [
          { name: 'film', value: '', file: 'video/webm' },
          { name: 'reason', value: 'a cough', file: null },
        ],
      },
    );
    expect(configText(draftFromRecording([exchange], null))).toContain("await media.video('film')");
  });
});
