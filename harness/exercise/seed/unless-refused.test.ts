import { describe, expect, it } from 'vitest';
import type { Http } from '../../deployment/http.ts';
import { createHttp } from '../http/http-session.ts';
import { json, serve } from '../http/serve.test-support.ts';
import { unlessRefused } from './unless-refused.ts';

/** Whether it is known that nothing was made, where `make` asks a server for whatever its path says. */
async function isSettled(make: (http: Http) => Promise<unknown>): Promise<boolean> {
  const url = await serve((request, response) => {
    const [, what = ''] = /\/(\w+)/.exec(request.url ?? '') ?? [];
    if (what === 'moved') return void response.writeHead(303, { location: '/403' }).end();
    if (what === 'text') return void response.writeHead(201).end('made');
    json(response, {}, Number(what));
  });
  const http = createHttp({ url });
  let settled = false;
  try {
    await unlessRefused(
      () => (settled = true),
      ({ client }) => make(client(http)),
    ).catch(() => undefined);
  } finally {
    await http.close();
  }
  return settled;
}

describe('what is being made', () => {
  it.each<[string, (http: Http) => Promise<unknown>]>([
    ['is refused', (http) => http.post('/403')],
    [
      'is refused after something was read',
      async (http) => http.get('/200').then(() => http.post('/422')),
    ],
  ])('was not made where it %s', async (_, make) => {
    expect(await isSettled(make)).toBe(true);
  });

  it.each<[string, (http: Http) => Promise<unknown>]>([
    ['the server fails', (http) => http.post('/500')],
    ['a later step is refused', async (http) => http.post('/201').then(() => http.put('/413'))],
    ['its answer leads to what is refused', (http) => http.post('/moved')],
    ['its answer cannot be read', async (http) => (await http.post('/text')).json()],
    ['the definition throws', () => Promise.reject(new Error('no id'))],
  ])('may have been made where %s', async (_, make) => {
    expect(await isSettled(make)).toBe(false);
  });
});
