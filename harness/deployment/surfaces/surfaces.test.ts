import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../../domain/errors.ts';
import { expectedKinds } from '../../domain/surfaces/surface.ts';
import { bindHeader, bindPath } from './bind-path.ts';
import { extraVariants } from './surface.ts';
import { download, figure, list, none, noSurface, page, read, stream } from './surfaces.ts';

describe('surfaces', () => {
  it('are made from a single string', () => {
    expect(stream('GET /api/recordings/{recording}/media?of={consultation}')).toEqual({
      kind: 'request',
      id: 'GET /api/recordings/{recording}/media?of={consultation}',
      gives: 'stream',
      method: 'GET',
      path: '/api/recordings/{recording}/media?of={consultation}',
      needs: ['recording', 'consultation'],
      headers: {},
      variants: ['range'],
      imported: false,
    });
  });

  it('need the ids that their headers name, and refuse braces there that name none', () => {
    const headers = { 'x-visit': 'id={visit}', 'x-query': '{"a":{"b":1}}' };
    expect(read('GET /visit', { headers }).needs).toEqual(['visit']);
    const loose = { 'x-visit': '{ visit }' };
    expect(() => read('GET /visit', { headers: loose })).toThrow(
      'the braces in its header x-visit do not make bindings',
    );
  });

  it('refuse options that they do not know', () => {
    const options: object = { show: 'consultation' };
    expect(() => list('GET /a', options)).toThrow('unknown field "show": did you mean shows?');
  });

  it('refuse options that have no effect on what they give', () => {
    const options = (names: object) => names;
    const unattributed = 'shown to all';
    expect(read('GET /a', { unattributed })).toMatchObject({ unattributed });
    expect(() => stream('GET /a', options({ unattributed }))).toThrow('"unattributed"');
    expect(() => download('GET /a', options({ unattributed }))).toThrow('"unattributed"');
    expect(() => read('GET /a', options({ items: '$.rows' }))).toThrow('"items"');
  });

  it('keep the options of their kind', () => {
    const items = (body: unknown) => (Array.isArray(body) ? body : []);
    expect(list('GET /a', { shows: 'consultation', items })).toMatchObject({
      shows: 'consultation',
      items,
    });
    expect(page('GET /a', { gives: 'list', shows: 'recording' })).toMatchObject({
      gives: 'list',
      shows: 'recording',
    });
    expect(page('GET /a', { gives: 'list' })).not.toHaveProperty('shows');
    expect(download('GET /a.zip')).toMatchObject({ gives: 'stream', variants: [] });
    expect(read('GET https://media.acme.test/{file}').path).toBe('https://media.acme.test/{file}');
  });

  it('find bindings in a JSON body, but not in the braces of GraphQL', () => {
    const query = 'query { consultation(id: "{consultation}") { title } }';
    const surface = read('POST /graphql#consultation', {
      json: { query, more: [{ id: '{part}' }] },
    });
    expect(surface.needs).toEqual(['consultation', 'part']);
    expect(surface.path).toBe('/graphql');
    expect(surface.id).toBe('POST /graphql#consultation');
  });

  it.each([
    ['FETCH /a', /unknown method FETCH/],
    ['DELETE /a', /unknown method DELETE/],
    ['get /a', /unknown method get/],
    ['GET', /no method and path/],
    ['GET /a b', /no method and path/],
    ['GET api', /begin with a slash/],
    ['GET //evil.test/a', /begin with a slash/],
    ['GET ftp://acme.test/a', /begin with a slash/],
    ['GET /a/{b', /braces/],
    ['GET /a/b}', /braces/],
    ['GET /a/{b c}/{}', /no method and path|braces/],
    ['GET /a/{{b}}', /braces/],
    ['GET https://{host}/a', /no valid address/],
    ['GET https:///', /no valid address/],
  ])('refuse %j by name', (id, message) => {
    expect(() => read(id)).toThrow(message);
    expect(() => read(id)).toThrow(UsageError);
    expect(() => read(id)).toThrow(JSON.stringify(id));
  });

  it('refuse unknown kinds and variants, even if nothing checked the types', () => {
    const typed = (text: string) => text as 'list';
    expect(() => page('GET /a', { gives: typed('lists') })).toThrow(/gives unknown "lists"/);
    expect(() => noSurface(typed('video'), 'none')).toThrow(/gives unknown "video"/);
    const variants = ['ranges' as 'range'];
    expect(() => read('GET /a', { variants })).toThrow(/unknown variant "ranges"/);
    for (const known of extraVariants) {
      expect(read('GET /a', { variants: [known] }).variants).toEqual([known]);
    }
    for (const gives of expectedKinds) expect(noSurface(gives, 'none').absent).toBe(gives);
  });

  it('send a form in place of JSON, by POST alone', () => {
    const form = { patient: '{patient}', status: 'open' };
    expect(list('POST /search', { form })).toMatchObject({ form, needs: ['patient'] });
    expect(() => list('GET /search', { form })).toThrow(/cannot send a form/);
    expect(() => list('POST /search', { form, json: {} })).toThrow(/cannot send a form/);
  });

  it('count at a place', () => {
    expect(figure('GET /a', '$.total')).toMatchObject({ gives: 'figure', figure: '$.total' });
    expect(figure('GET /a', 'header X-Total')).toMatchObject({ figure: 'header x-total' });
    expect(() => figure('GET /a', 'total')).toThrow(/is no place/);
  });

  it('refuse a path of the next page that is none', () => {
    expect(() => list('GET /a', { next: 'paging.next' })).toThrow(/is no path/);
  });

  it('are absent only with a reason', () => {
    expect(noSurface('stream', 'no recordings')).toEqual({
      absent: 'stream',
      reason: 'no recordings',
    });
    expect(none('no calls')).toEqual({ none: 'no calls' });
    expect(() => none(' ')).toThrow(UsageError);
    expect(() => noSurface('list', '')).toThrow(UsageError);
  });
});

describe('bindPath', () => {
  it('keeps every id in its segment, whatever characters it has', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), (id) => {
        fc.pre(id !== '.' && id !== '..');
        const url = new URL(bindPath('/a/{thing}/b?of={thing}', { thing: id }), 'http://acme.test');
        const [, first, second, third, ...rest] = url.pathname.split('/');
        expect([first, third, ...rest]).toEqual(['a', 'b']);
        expect(decodeURIComponent(second ?? '')).toBe(id.toWellFormed());
        expect([...url.searchParams]).toEqual([['of', id.toWellFormed()]]);
        expect(url.hash).toBe('');
      }),
    );
  });

  it('throws for a missing id and for an id of dots', () => {
    expect(() => bindPath('/a/{thing}', {})).toThrow(/no id thing/);
    expect(() => bindPath('/a/{constructor}', {})).toThrow(/no id constructor/);
    for (const thing of ['', '.', '..'])
      expect(() => bindPath('/a/{thing}', { thing })).toThrow(/cannot stand/);
  });
});

describe('bindHeader', () => {
  it('fills in ids as they are, and refuses those that would end the header', () => {
    expect(bindHeader('id={a}; of={b}', { a: '7', b: 'x y' })).toBe('id=7; of=x y');
    expect(() => bindHeader('{a}', { a: '1\r\nx: y' })).toThrow('cannot stand in a header');
    expect(() => bindHeader('{a}', {})).toThrow('there is no id a');
  });
});
