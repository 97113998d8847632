import { describe, expect, it } from 'vitest';
import { isRefusal } from './refusal.ts';

/** An answer of GraphQL with one error of this code. */
const answer = (code: string | undefined, message = 'no', data: unknown = null) => ({
  errors: [{ message, ...(code === undefined ? {} : { extensions: { code } }) }],
  data,
});

describe('isRefusal, of errors in an answer of GraphQL', () => {
  it.each<[string, boolean, unknown]>([
    ['who has not signed in', true, answer('UNAUTHENTICATED')],
    ['what is not theirs', true, answer('FORBIDDEN', 'no', { visit: null })],
    ['what is not there', true, answer('NOT_FOUND')],
    ['an error without a code', true, answer(undefined)],
    ['a failure', false, answer('INTERNAL_SERVER_ERROR', 'Cannot read properties of null')],
    ['a failure within the data', false, answer('INTERNAL_SERVER_ERROR', 'oops', { visit: null })],
    ['too many requests', false, answer('RATE_LIMITED', 'slow down')],
    ['a refusal that is called a failure', true, answer('INTERNAL_SERVER_ERROR', 'Access denied')],
    ['one of these beside a failure', true, { errors: [{}, ...answer('TIMEOUT').errors] }],
    [
      'data with a part refused',
      false,
      answer('FORBIDDEN', 'no', { visit: { id: 'x', by: null } }),
    ],
    [
      'a part refused beside the name of a type',
      true,
      answer('FORBIDDEN', 'no', { own: { __typename: 'Visit' }, visit: null }),
    ],
    ['a connection', true, { type: 'connection_error', payload: { message: 'no' } }],
    ['one of several queries', true, [{ data: { __typename: 'Query' } }, answer('FORBIDDEN')]],
    ['one of several, beside data', false, [{ data: { visit: { id: 'x' } } }, answer('FORBIDDEN')]],
    ['none of several queries', false, [{ data: { __typename: 'Query' } }]],
  ])('%s: %s', (_, expected, body) => {
    expect(isRefusal(body)).toBe(expected);
  });
});
