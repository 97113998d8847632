import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPassword } from '../../accounts/password.ts';
import { createHttp } from './http-session.ts';
import { errorText } from './error-text.ts';
import { json, serve } from './serve.test-support.ts';

const textOf = (body: unknown, sent: readonly string[] = []) =>
  errorText(Buffer.from(JSON.stringify(body)), 'application/json; charset=utf-8', sent);

describe('what a refusal says for itself', () => {
  it.each([
    ['a message', { message: 'email is invalid' }, 'email is invalid'],
    ['an error', { error: 'email is invalid' }, 'email is invalid'],
    ['the message before the error', { error: 'Bad', message: 'no email' }, 'no email'],
    ['an error object', { error: { code: 'E1', message: 'no email' } }, 'no email'],
    [
      'NestJS',
      { statusCode: 400, message: ['email must be an email', 'phone is short'], error: 'Bad' },
      'email must be an email; phone is short',
    ],
    ['Rails, as texts', { errors: ['Email is taken'] }, 'Email is taken'],
    ['Rails, by field', { errors: { email: ['is taken'] } }, 'email: is taken'],
    ['Django REST', { email: ['This field is required.'] }, 'email: This field is required.'],
    [
      'FastAPI',
      { detail: [{ loc: ['body', 'email'], msg: 'field required', input: 'hush' }] },
      'email: field required',
    ],
    [
      'RFC 9457',
      { type: 'about:blank', title: 'Invalid', detail: 'no region', errors: [{ detail: 'bad' }] },
      'no region; bad',
    ],
    [
      'express-validator',
      { errors: [{ type: 'field', value: 'hush', msg: 'is required', path: 'region' }] },
      'region: is required',
    ],
    [
      'FHIR',
      { resourceType: 'OperationOutcome', issue: [{ diagnostics: 'no subject' }] },
      'no subject',
    ],
    ['GraphQL', { errors: [{ message: 'not allowed', path: ['book'] }] }, 'book: not allowed'],
    ['nothing', {}, null],
    ['a code alone', { code: 4711 }, null],
    ['another shape', { patient: { name: 'hush' } }, null],
  ])('is read from JSON: %s', (_, body, text) => expect(textOf(body)).toBe(text));

  it.each([
    ['text/html', '<!doctype html><title>Sign-up &amp; closed</title><p>hush', 'Sign-up & closed'],
    ['text/plain', '\uFEFFno region\nhush at line', 'no region'],
    ['application/json', '{"message": "cut', null],
    ['application/json', '['.repeat(30_000), null],
    ['application/pdf', '%PDF hush', null],
    ['text/plain', 'x '.repeat(50_000), null],
  ])('is read from %s', (type, body, text) =>
    expect(errorText(Buffer.from(body), type, [])).toBe(text),
  );

  it('is bounded', () => {
    expect(textOf({ message: 'no '.repeat(1000) })).toHaveLength(200);
    expect(
      textOf({ errors: Array.from({ length: 1000 }, () => ({ message: 'bad'.repeat(5) })) }),
    ).toBe('bad'.repeat(5));
  });
});

describe('what is masked of it', () => {
  it.each([
    ['jane@acme.test is taken', '… is taken'],
    ['account 4711 is locked until 2026-01-02T03:04Z', 'account … is locked until …'],
    ['no visit 8f3a2b1c-0d0e-4f5a-9b6c-7d8e9f0a1b2c', 'no visit …'],
    ['token kXwPqLzVbNmTrYsDfGhJ has ended', 'token … has ended'],
    ['token qwmzpxkvbtrnlsdfghjk has ended', 'token … has ended'],
    ['see https://acme.test/reset/kXwPqLzV', 'see https://acme.test/reset/…'],
    ['"email" is invalid', '"email" is invalid'],
    ['the value aB3dE-fG4hJ.. is bad', 'the value …. is bad'],
    ['wait... and see', 'wait... and see'],
    ['"Jane Doe" is taken', '"…" is taken'],
    ["user 'Jane' can't book", "user '…' can't book"],
    ['Booked by Jane Doe already', 'Booked by … already'],
    ['of Jane Smith-Jones', 'of …'],
    ['Invalid JSON: Unexpected end', 'Invalid JSON: Unexpected end'],
    [
      'dateOfBirth must be before first_visit.starts_on',
      'dateOfBirth must be before first_visit.starts_on',
    ],
    ['bad\u001b[31m \u202Eevil\r\nline', 'bad [… evil line'],
  ])('%j is told as %j', (message, text) => expect(textOf({ message })).toBe(text));

  it('is whatever was sent, however it is written', () => {
    const sent = ['correct horse & battery', 'jane'];
    for (const message of [
      'password Correct Horse & Battery is common',
      'password correct horse &amp; battery is common',
      'password correct%20horse%20%26%20battery is common',
    ])
      expect(textOf({ message }, sent)).toBe('password … is common');
    expect(textOf({ message: 'user jane is taken' }, sent)).toBe('user … is taken');
  });

  it('is every password and token, whether or not it was sent', () => {
    const token = fc.stringMatching(/^[0-9A-Za-z_-]{24,40}$/).filter((text) => /\d/.test(text));
    fc.assert(
      fc.property(token, (secret) => {
        for (const text of [secret, createPassword()])
          expect(textOf({ message: `the value ${text} is bad` })).toMatch(
            /^the value …[.:]* is bad$/,
          );
      }),
    );
  });
});

it('reaches the error, with what the request sent masked', async () => {
  const url = await serve((request, response, body) => {
    const { password = '' } = Object.fromEntries(new URLSearchParams(body));
    json(
      response,
      { message: `"email" is invalid, ${password} or ${String(request.headers['x-key'])}` },
      422,
    );
  });
  const http = createHttp({ url });
  try {
    await expect(
      http.post('/accounts', {
        form: { email: 'jane', password: 'open sesame' },
        headers: { 'x-key': 'swordfish' },
      }),
    ).rejects.toThrow(
      expect.objectContaining({
        message: `POST /accounts answered 422: "'email' is invalid, … or …"`,
        status: 422,
      }),
    );
  } finally {
    await http.close();
  }
});
