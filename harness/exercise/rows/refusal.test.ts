import { describe, expect, it } from 'vitest';
import { isConnectionError, isRefusal } from './refusal.ts';

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
    ['one of several queries', true, [{ data: { __typename: 'Query' } }, answer('FORBIDDEN')]],
    ['one of several, beside data', false, [{ data: { visit: { id: 'x' } } }, answer('FORBIDDEN')]],
    ['none of several queries', false, [{ data: { __typename: 'Query' } }]],
  ])('%s: %s', (_, expected, body) => {
    expect(isRefusal(body)).toBe(expected);
  });
});

describe('isRefusal, of what only looks like an error', () => {
  it.each<[string, boolean, unknown]>([
    ['an outcome', true, { resourceType: 'OperationOutcome', id: 'x', issue: [{ code: 'no' }] }],
    [
      'an outcome that holds a resource',
      false,
      { resourceType: 'OperationOutcome', issue: [], contained: [{ resourceType: 'Encounter' }] },
    ],
    ['an outcome with data', false, { resourceType: 'OperationOutcome', diagnosis: 'asthma' }],
    // A record may have this type: it is the failed connection of a call.
    ['a connection error', false, { type: 'connection_error', payload: { message: 'no' } }],
  ])('%s: %s', (_, expected, body) => {
    expect(isRefusal(body)).toBe(expected);
  });
});

describe('isConnectionError', () => {
  const type = 'connection_error';
  it.each<[string, boolean, unknown]>([
    ['of mercurius', true, { type, payload: { message: 'Forbidden' } }],
    ['of subscriptions-transport-ws', true, { type, id: '', payload: { message: 'no' } }],
    ['of a message that it could not read', true, { type, id: null, payload: { message: 'no' } }],
    ['with a text', true, { type, payload: 'no such token' }],
    ['of another type', false, { type: 'error', payload: { message: 'no' } }],
    ['with data beside it', false, { type, doctor: 'Dr Lee', prescribed: ['salbutamol'] }],
    ['with data for an id', false, { type, id: { doctor: 'Dr Lee' } }],
    ['with data in it', false, { type, payload: { message: 'no', doctor: 'Dr Lee' } }],
    ['with a list in it', false, { type, payload: ['asthma'] }],
  ])('%s: %s', (_, expected, message) => {
    expect(isConnectionError(message)).toBe(expected);
  });
});
