import { expect, it } from 'vitest';
import { UsageError } from '../../domain/errors.ts';
import { none, list, noSurface } from '../surfaces/surfaces.ts';
import { validateDefinition } from './validate-definition.ts';

const usual = { what: 'gap', surface: 'GET /a', reason: 'known', by: 'Ada', until: '2027-01-31' };

/** What is said of a definition that accepts this; `none` where nothing is. */
function faultOf(acceptance: object, more: object = {}): string {
  const nothing = () => undefined;
  const definition = {
    name: 'Acme Telehealth',
    url: 'https://staging.acme.test',
    release: () => '1',
    accounts: {
      create: () => ({ credentials: {} }),
      signIn: nothing,
      signOut: none('sessions end by themselves'),
    },
    consultations: { create: () => ({}) },
    surfaces: [list('GET /a'), noSurface('read', 'none'), noSurface('stream', 'none')],
    accept: [{ ...usual, ...acceptance }],
    ...more,
  };
  try {
    validateDefinition(definition, 'acme.config.ts');
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
  return 'none';
}

it('a gap is accepted on a surface, until a day', () => {
  expect(faultOf({})).toBe('none');
  expect(faultOf({ surface: 'GET /b' })).toContain('there is no surface "GET /b"');
  expect(faultOf({ until: '2027-02-30' })).toMatch(/YYYY-MM-DD[^]*at accept\[0\]\.until/);
});

it('an operation of the deployment\u2019s own document is accepted, where there is one', () => {
  const what = 'uncovered';
  const openApi = '/openapi.json';
  expect(faultOf({ what, surface: 'GET /b/{id}' }, { openApi })).toBe('none');
  expect(faultOf({ what, surface: 'GET /b/{id}' })).toContain('needs openApi');
  expect(faultOf({ surface: 'GET /b/{id}' }, { openApi })).toContain('there is no surface');
  expect(faultOf({ what, surface: 'b' }, { openApi })).toContain('there is no surface "b"');
});

it('a finding is accepted by an id, and nothing else has one', () => {
  const finding = { what: 'finding', id: 'ab12' };
  expect(faultOf(finding)).toBe('none');
  // A browser meets surfaces that nobody described.
  expect(faultOf({ ...finding, id: ['ab12', 'cd34'], surface: 'GET /met' })).toBe('none');
  expect(faultOf({ ...finding, surface: 'met' })).toContain('there is no surface "met"');
  expect(faultOf({ what: 'finding' })).toMatch(
    /is missing: the violation's `finding`[^]*accept\[0\]\.id/,
  );
  expect(faultOf({ id: 'ab12' })).toContain("goes only with what: 'finding'");
});

it('what is accepted must be said', () => {
  expect(faultOf({ what: undefined })).toMatch(
    /must say what is admitted: 'gap'[^]*'finding'[^]*'uncovered'[^]*accept\[0\]\.what/,
  );
});
