import { describe, expect, it } from 'vitest';
import { classify } from './outcome.ts';
import { isBinary } from '../../domain/surfaces/media-type.ts';
import { isSignInAddress } from '../http/sign-in-address.ts';
import type { Findings } from './outcome.ts';
import { isSignInPage } from './sign-in-page.ts';

const answer: Findings = {
  gives: 'read',
  bodiless: false,
  own: true,
  open: true,
  status: 200,
  failure: null,
  bytes: 10,
  contentType: 'application/json',
  signInPage: false,
  redirect: null,
  sign: false,
  rows: null,
  listWhy: null,
  ownRows: false,
  refusal: false,
  sentHome: false,
};
const stranger = { own: false, open: false };

describe('classify', () => {
  it.each<[string, Partial<Findings>, string]>([
    ['own with a sign', { sign: true }, 'granted'],
    ['own without a sign', {}, 'unclear'],
    ['own media', { gives: 'stream', contentType: 'video/webm' }, 'granted'],
    [
      'own media without a byte',
      { gives: 'stream', contentType: 'video/webm', bytes: 0 },
      'unclear',
    ],
    ['own stream of text without a sign', { gives: 'stream' }, 'unclear'],
    ['own HEAD', { bodiless: true, bytes: 0 }, 'granted'],
    ['own sign-in page, whatever is on it', { signInPage: true, sign: true }, 'denied'],
    ['own incomplete answer with a sign', { sign: true, failure: 'reset' }, 'unclear'],
    ['own list with rows', { gives: 'list', rows: 2 }, 'granted'],
    ['own empty list', { gives: 'list', rows: 0 }, 'concealed'],
    [
      'own list that could not be read',
      { gives: 'list', rows: 2, listWhy: 'page loop', sign: true },
      'unclear',
    ],
    ['a stranger with a sign', { ...stranger, sign: true }, 'granted'],
    ['a stranger with a sign, cut short', { ...stranger, sign: true, failure: 'reset' }, 'granted'],
    [
      'a stranger with a list that could not be read',
      { ...stranger, gives: 'list', sign: true, listWhy: 'page loop' },
      'granted',
    ],
    ['a stranger with an empty list', { ...stranger, gives: 'list', rows: 0 }, 'concealed'],
    [
      'a stranger with an empty list that is said to have rows',
      { ...stranger, gives: 'list', rows: 0, total: 3 },
      'unclear',
    ],
    [
      'a stranger with media',
      { ...stranger, gives: 'stream', contentType: 'video/webm' },
      'unclear',
    ],
    ['a stranger sent to the home page', { ...stranger, sentHome: true }, 'denied'],
    [
      'a stranger sent to the home page, with a sign on it',
      { ...stranger, sentHome: true, sign: true },
      'granted',
    ],
    ['an owner sent to the home page', { sentHome: true }, 'unclear'],
    ['a refusal that carries a sign', { ...stranger, status: 403, sign: true }, 'denied'],
    [
      'errors in place of the own list',
      { gives: 'list', listWhy: 'errors', refusal: true },
      'unclear',
    ],
    [
      'errors in place of a list, signed out',
      { open: false, gives: 'list', listWhy: 'errors', refusal: true },
      'denied',
    ],
    ['no answer', { status: null, failure: null }, 'unclear'],
    ['429', { status: 429 }, 'unclear'],
    ['503', { status: 503 }, 'unclear'],
    ['401', { status: 401 }, 'denied'],
    ['404', { status: 404 }, 'concealed'],
    ['400', { status: 400 }, 'denied'],
    ['a redirect to sign-in', { status: 302, redirect: { to: 'sign-in', why: '' } }, 'denied'],
    [
      'a redirect elsewhere',
      { status: 302, redirect: { to: 'elsewhere', why: 'away' } },
      'unclear',
    ],
    ['304', { status: 304 }, 'unclear'],
  ])('%s', (_, part, outcome) => {
    const classified = classify({ ...answer, ...part });
    expect(classified.outcome).toBe(outcome);
    const isTold = outcome === 'unclear' || ('signInPage' in part && part.signInPage);
    expect(classified.why !== undefined).toBe(isTold);
  });

  it('says that a success was taken for the sign-in page', () => {
    expect(classify({ ...answer, signInPage: true })).toEqual({
      outcome: 'denied',
      why: 'status 200, but the answer looked like the sign-in page',
    });
  });

  it('asks for a comparison with a decoy where only that can decide', () => {
    expect(classify({ ...answer, ...stranger }).decoy).toBe(true);
    expect(classify({ ...answer, ...stranger, status: 500 }).decoy).toBeUndefined();
    expect(classify(answer).decoy).toBeUndefined();
    expect(classify({ ...answer, open: false }).decoy).toBe(true);
  });
});

describe('the sign-in page', () => {
  it('has a password field, or matches the pattern of the definition', () => {
    expect(isSignInPage('<input name="p" type=password>', 'text/html')).toBe(true);
    expect(isSignInPage('<input type="password">', 'application/json')).toBe(false);
    expect(isSignInPage('<h1>Replays</h1>', 'text/html')).toBe(false);
    // This would take hours if the pattern searched the rest of the text again from each tag.
    expect(isSignInPage('<input '.repeat(500_000), 'text/html')).toBe(false);
    const pattern = /please sign in/gi;
    expect(isSignInPage('Please sign in', 'text/html', pattern)).toBe(true);
    expect(isSignInPage('Please sign in', 'text/html', pattern)).toBe(true);
  });

  it('is recognised by its address too', () => {
    for (const path of [
      '/sign-in',
      '/login',
      '/users/sign_in',
      '/auth/signin',
      '/logon/',
      '/sso/start',
    ]) {
      expect([path, isSignInAddress(new URL(path, 'http://x.test'), false)]).toEqual([path, true]);
    }
    for (const path of ['/', '/designing', '/authors', '/recordings/login-help.mp4x']) {
      expect([path, isSignInAddress(new URL(path, 'http://x.test'), false)]).toEqual([
        path,
        path.includes('login-help'),
      ]);
    }
  });
});

describe('isBinary', () => {
  it.each([
    'video/webm',
    'application/octet-stream',
    'application/vnd.ms-excel',
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    'application/x-tar',
  ])('is so for %s', (type) => {
    expect(isBinary(type)).toBe(true);
  });

  it.each([
    'application/vnd.api+json; charset=utf-8',
    'application/fhir+json',
    'image/svg+xml',
    'application/x-ndjson',
    'text/html',
    '',
  ])('is not so for %s', (type) => {
    expect(isBinary(type)).toBe(false);
  });
});
