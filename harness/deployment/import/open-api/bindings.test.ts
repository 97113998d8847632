import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bindingsOf } from '../../surfaces/bind-path.ts';
import { surfacesIn } from './from-open-api.ts';
import type { OpenApiOptions } from './options.ts';
import { described, imported, inPath, json } from './written.test-support.ts';

const got = (parameters: readonly object[]) => ({ get: { parameters, responses: json() } });

describe('bindings', () => {
  it.each([
    ['/recordings/{recordingId}', 'recording'],
    ['/recordings/{recording_id}', 'recording'],
    ['/recordings/{id}', 'recording'],
    ['/v1/categories/by-id/{uuid}', 'category'],
    ['/Patient/{id}', 'patient'],
  ])('take the name of %s from it', async (path, name) => {
    const parameters = inPath(/\{(.*)\}/.exec(path)?.[1] ?? '');
    const [line] = await imported(described({ [path]: got(parameters) }));
    expect(line).toBe(`read GET ${path.replace(/\{.*\}/, `{${name}}`)}`);
  });

  it('get their names from links', async () => {
    const links = { get: { operationId: 'x', parameters: { id: '$response.body#/recordingId' } } };
    const document = described({
      '/calls': { post: { responses: { 201: { description: '', links } } } },
      '/x/{id}': { get: { ...got(inPath('id')).get, operationId: 'x' } },
    });
    expect(await imported(document)).toEqual(['read GET /x/{recording}']);
  });

  it.each([
    { name: 'id', schema: { $ref: '#/components/schemas/RecordingId' } },
    { name: 'id', schema: { type: 'string', title: 'Recording ID' } },
    { name: 'id', schema: { type: 'string', 'x-resource': 'recordings' } },
    { name: 'id', schema: { type: 'string', examples: ['rec_8f21'] } },
    { name: 'recordingUuid', schema: { type: 'string' } },
  ])('are told among known ids by %j', async (parameter) => {
    const document = described(
      { '/x/{y}': got([]), '/things/{p}': got([]) },
      { components: { schemas: { RecordingId: { type: 'string' } } } },
    );
    const paths = {
      [`/things/{${parameter.name}}`]: got([{ ...parameter, in: 'path', required: true }]),
    };
    const lines = await imported({ ...document, paths }, { ids: ['patient', 'recording'] });
    expect(lines).toEqual(['read GET /things/{recording}']);
  });

  it('make an operation unreached if they are none of the ids, unless they are given', async () => {
    const document = described({ '/things/{id}': got(inPath('id')), '/a/{b}': got(inPath('b')) });
    expect((await imported(document, { ids: ['recording'] }))[0]).toContain(
      '- GET /things/{id}: {id} is none of the ids recording: name the one it is in bind',
    );
    expect(
      await imported(document, {
        ids: ['recording'],
        bind: { 'GET /things/{id}': { id: 'recording' } },
        values: { b: 'c/d' },
      }),
    ).toEqual(['read GET /things/{recording}', 'read GET /a/c%2Fd']);
  });

  it('leave required parameters to defaults, possible values and examples', async () => {
    const query = (name: string, schema: object, required = true) => ({
      name,
      in: 'query',
      required,
      schema,
    });
    const document = described({
      '/a': got([query('sort', { enum: ['up', 'down'] }), query('page', { default: 0 })]),
      '/b': got([query('q', { type: 'string' }, false), query('patientId', { type: 'string' })]),
      '/c': got([query('kind', { type: 'string' })]),
      '/d': got([{ name: 'X-Client', in: 'header', required: true, schema: {}, example: 'web' }]),
      '/e': got([{ name: 'X-Key', in: 'header', required: true, schema: {} }]),
      '/years/{year}': got([
        { name: 'year', in: 'path', required: true, schema: { enum: [2020] } },
      ]),
    });
    expect(await imported(document)).toEqual([
      'read GET /a?sort=up&page=0',
      'read GET /b?patientId={patient}',
      'read GET /b?patientId={patient}&q=3333',
      "- GET /c: it needs ?kind=…, of which the document has no example: give it in values, or an id's name in bind",
      'read GET /d',
      '- GET /e: it needs a header X-Key: give it in values',
      'read GET /years/2020',
    ]);
  });

  it('search for what every marker begins with, but for what the document fixes or the definition says', async () => {
    const search = (name: string, more: object) => ({ name, in: 'query', ...more });
    const document = described({
      '/a': got([search('search', { required: true, example: 'cough', schema: {} })]),
      '/b': got([search('q', { required: true, schema: { enum: ['mine'] } })]),
      '/c': got([search('term', { required: true, schema: {} })]),
      '/d': got([search('q', { schema: { default: 'all' } })]),
    });
    expect(await imported(document, { values: { term: 'a b' } })).toEqual([
      'read GET /a?search=3333',
      'read GET /b?q=mine',
      'read GET /c?term=a%20b',
      'read GET /d',
    ]);
  });

  it('cannot make the same address twice', async () => {
    const document = described({
      '/users/{userId}': got(inPath('userId')),
      '/users/{user}': got(inPath('user')),
    });
    expect(await imported(document)).toEqual([
      'read GET /users/{user}',
      '- GET /users/{user}: it has the address of GET /users/{userId}',
    ]);
  });

  it('are those of the path, whatever path it is, and only operations by GET have them', () => {
    const word = fc.stringMatching(/^[a-z][a-z\d]{1,8}$/);
    const segment = fc.oneof(
      word,
      word.map((name) => `{${name}Id}`),
    );
    const path = fc.array(segment, { minLength: 1, maxLength: 6 });
    const method = fc.constantFrom('get', 'put', 'post', 'delete', 'patch', 'options');
    fc.assert(
      fc.property(path, method, (segments, verb) => {
        const names = [...new Set(segments)].filter((one) => one.startsWith('{'));
        const template = `/${segments.join('/')}`;
        const parameters = inPath(...names.map((name) => name.slice(1, -1)));
        const value = described({ [template]: { [verb]: { parameters, responses: json() } } });
        const document = {
          name: 'x',
          root: 'x',
          files: new Map([['x', value]]),
          unread: new Map(),
          faults: new Map(),
        };
        const [found] = surfacesIn(document, {});
        if (verb !== 'get' || found === undefined)
          return verb !== 'get' && !('path' in (found ?? {}));
        // An operation whose id has no name, or that seems to end something, is unreached.
        if ('unreached' in found) return found.unreached === `GET ${template}`;
        if (!('path' in found)) return false;
        const isBound = (one: string) => one.startsWith('{');
        expect(found.path.split('/').slice(1).map(isBound)).toEqual(segments.map(isBound));
        expect(found.needs).toEqual(bindingsOf(found.path));
        return true;
      }),
    );
  });
});

describe('names that options give', () => {
  const document = described({
    '/visits/{ref}': got(inPath('ref')),
    '/films/{id}': got([{ ...inPath('id')[0], example: 'rec_1' }]),
    '/undescribed/{other}': got([]),
  });

  it('are refused where there is no such parameter', async () => {
    const refused = async (options: OpenApiOptions, message: string) =>
      expect(imported(document, options)).rejects.toThrow(message);
    await refused({ bind: { reff: 'visit' } }, '`bind` names "reff"');
    await refused({ bind: { reff: 'visit' } }, 'did you mean ref?');
    await refused({ bind: { 'GET /visits/{ref}': { id: 'visit' } } }, 'of GET /visits/{ref}');
    await refused({ bind: { 'GET /visits/{ref}': 'visit' } }, 'known are ref');
    await refused({ values: { locale: 'en' } }, 'known are ref, id, other');
    const options = { bind: { ref: 'visit', other: 'x' }, values: { id: '1' } };
    expect(await imported(document, options)).toHaveLength(3);
  });

  it('are told where they are ids that no parameter takes', async () => {
    const ids = ['vist', 'recording', 'undescribed', 'x'];
    const lines = await imported(document, { ids, bind: { ref: 'x' } });
    expect(lines.filter((line) => line.includes('what the id'))).toEqual([
      expect.stringMatching(
        /^- what the id "vist" leads to in the document: .*did you mean visit\?/,
      ),
    ]);
  });
});
