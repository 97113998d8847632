import { describe, expect, it } from 'vitest';
import { covers } from '../../../domain/surfaces/covers.ts';
import { documentOf } from './read-document.ts';
import { uncoveredOperations } from './uncovered.ts';
import { described, inPath, json, ofType } from './written.test-support.ts';

describe('covers', () => {
  it.each([
    ['GET /a/{b}', 'GET /a/{id}', true],
    ['GET /a?limit=1', 'GET /a', true],
    ['GET /a#other', 'GET /a/', true],
    ['GET https://api.acme.test/a', 'GET /a', true],
    ['GET /a/{b}.pdf', 'GET /a/{id}.pdf', true],
    ['GET /a/{b}', 'GET /a/{id}.pdf', false],
    ['GET /a/latest', 'GET /a/{id}', false],
    ['GET /results/1/comments', 'GET /results/{result}/comments', true],
    ['GET /a/1', 'GET /a/latest', false],
    ['GET /a/{b}', 'GET /a/latest', false],
    ['GET /a/{b}/c', 'GET /a/{b}', false],
    ['POST /a', 'GET /a', false],
    ['GET /{a}', 'GET /{b}{c}{d}', true],
    ['GET /', 'GET /', true],
  ])('%s for %s: %s', (surface, operation, expected) => {
    expect(covers(surface, operation)).toBe(expected);
  });

  it('accepts any value of a parameter that is no id', () => {
    expect(covers('GET /years/2020', 'GET /years/{year}', () => true)).toBe(true);
  });
});

describe('uncoveredOperations', () => {
  const get = { responses: json() };
  const document = described(
    {
      '/visits': { get, post: get },
      '/visits/{id}': { get: { ...get, parameters: inPath('id') } },
      '/new': { get },
      '/lost': { $ref: '#/nowhere' },
      '/years/{year}': {
        get: {
          ...get,
          parameters: [{ name: 'year', in: 'path', required: true, schema: { enum: [2020] } }],
        },
      },
      '/live': { get: { responses: ofType('text/event-stream') } },
      '/health': { get: { ...get, security: [] } },
      '/logout': { get },
      '/ping': { get: { responses: { 204: { description: '' } } } },
    },
    { servers: [{ url: 'https://api.acme.test/v1' }] },
  );

  it('are those that are none of the surfaces; they are dataless if they write or give no data', async () => {
    const read = await documentOf(JSON.stringify(document), '/openapi.json');
    const surfaces = ['GET /v1/visits?limit=1', 'GET /v1/visits/{visit}', 'GET /v1/years/2020'];
    expect(uncoveredOperations(read, surfaces)).toEqual([
      { surface: 'POST /v1/visits', open: false, dataless: true },
      { surface: 'GET /v1/new', open: false, dataless: false },
      { surface: 'GET /lost', open: false, dataless: false },
      { surface: 'GET /v1/live', open: false, dataless: false },
      { surface: 'GET /v1/health', open: true, dataless: false },
      { surface: 'GET /v1/logout', open: false, dataless: true },
      { surface: 'GET /v1/ping', open: false, dataless: true },
    ]);
  });
});
