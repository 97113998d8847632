import { describe, expect, it } from 'vitest';
import { notePerformed, wasPerformed } from './performed.ts';
import type { Performing } from './performed.ts';

function after(...requests: readonly (readonly [method: string, path: string, status?: number])[]) {
  const worker: Performing = { performed: new Map() };
  for (const [method, path, status = 200] of requests)
    notePerformed(worker, { method, status, url: new URL(path, 'https://acme.test') });
  return (operation: string) => wasPerformed(worker, operation);
}

describe('an operation', () => {
  it('was performed where a request of its method and path came through', () => {
    const was = after(['POST', '/visits/v%2F1/cancel?now=1'], ['DELETE', '/visits/7']);
    expect(was('POST /visits/{visit}/cancel')).toBe(true);
    expect(was('DELETE /visits/{visit}')).toBe(true);
    expect(was('POST /visits/{visit}')).toBe(false);
    expect(was('PUT /visits/{visit}/cancel')).toBe(false);
    expect(was('POST /visits/{visit}/confirm')).toBe(false);
  });

  it('was not where it was refused, or only read', () => {
    const was = after(['POST', '/visits', 403], ['GET', '/visits']);
    expect(was('POST /visits')).toBe(false);
    expect(was('GET /visits')).toBe(false);
  });
});
