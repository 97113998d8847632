import { describe, expect, it, onTestFinished } from 'vitest';
import { UsageError } from '../../domain/errors.ts';
import { HttpError } from './http-error.ts';
import { createHttp } from './http-session.ts';
import { json, serve } from './serve.test-support.ts';
import type { Answer } from './serve.test-support.ts';

async function http(answer: Answer, hosts: readonly string[] = []) {
  const session = createHttp({ url: await serve(answer), hosts });
  onTestFinished(() => session.close());
  return session;
}

describe('Http', () => {
  it('keeps cookies, and sends them back only where their path and attributes allow it', async () => {
    const session = await http((request, response) => {
      if (request.url === '/in') {
        response.setHeader('set-cookie', [
          'sid=secret; HttpOnly; Path=/',
          'own=1; Path=/elsewhere',
        ]);
      }
      response.end(request.headers.cookie ?? 'none');
    });
    expect((await session.get('/in')).text()).toBe('none');
    expect((await session.get('/')).text()).toBe('sid=secret');
    expect((await session.get('/elsewhere/')).text()).toBe('own=1; sid=secret');
  });

  it('sends JSON, forms, parts and queries', async () => {
    const session = await http((request, response, body) => {
      json(response, { type: request.headers['content-type'], url: request.url, body });
    });
    const told = async (options: Parameters<typeof session.post>[1]) =>
      (await session.post('/x', options)).json();
    expect(await told({ json: { a: 1 } })).toMatchObject({
      type: 'application/json',
      body: '{"a":1}',
    });
    expect(await told({ form: { a: 'b c' } })).toMatchObject({ body: 'a=b+c' });
    const several = { a: ['1', '2'], b: undefined, c: [], d: '' };
    expect(await told({ form: several })).toMatchObject({ body: 'a=1&a=2&d=' });
    expect(await told({ parts: several })).toMatchObject({
      body: expect.stringMatching(/name="a"\s+1\s[^]*name="a"\s+2\s[^]*name="d"/),
    });
    expect(await told({ query: { a: 'b c' } })).toMatchObject({ url: '/x?a=b+c' });
    const parts = new FormData();
    parts.append('file', new Blob(['content']), 'name.txt');
    expect(await told({ body: parts })).toMatchObject({
      type: expect.stringMatching(/^multipart\/form-data; boundary=/),
      body: expect.stringContaining('filename="name.txt"'),
    });
  });

  it('follows redirects on the host, by GET after a form', async () => {
    const session = await http((request, response, body) => {
      if (request.url === '/form') response.writeHead(302, { location: '/done' }).end();
      else response.end(`${request.method} ${request.url} ${body}`);
    });
    const answer = await session.post('/form', { form: { a: 'b' } });
    expect(answer.text()).toBe('GET /done ');
    expect(answer.url).toMatch(/\/done$/);
    expect((await session.post('/form', { followRedirects: false })).status).toBe(302);
  });

  it('refuses redirects to other hosts, and names the host only', async () => {
    let visited = false;
    const other = await serve((_, response) => {
      visited = true;
      response.end();
    });
    const session = await http((_, response) => {
      response.writeHead(302, { location: `${other}/?ticket=hidden` }).end();
    });
    await expect(session.get('/go')).rejects.toThrow(
      `redirect to another host (${new URL(other).host})`,
    );
    await expect(session.get('/go')).rejects.not.toThrow('hidden');
    await expect(session.get(`${other}/`)).rejects.toThrow(UsageError);
    expect(visited).toBe(false);
  });

  it('takes headers of the caller to no other origin, and refuses to take a body there', async () => {
    const heard: unknown[] = [];
    const other = await serve(({ method, headers }, response, body) => {
      heard.push({ method, key: headers['x-api-key'], range: headers.range, body });
      response.end();
    });
    const session = await http(
      ({ url }, response) => {
        const status = Number(url?.slice(1));
        response.writeHead(status, { location: other }).end();
      },
      [new URL(other).host],
    );
    const headers = { 'X-Api-Key': 'secret', Range: 'bytes=0-1' };
    await session.get('/307', { headers });
    await session.post('/302', { headers, json: { pin: 1 } });
    expect(heard).toEqual([
      { method: 'GET', key: undefined, range: 'bytes=0-1', body: '' },
      { method: 'GET', key: undefined, range: 'bytes=0-1', body: '' },
    ]);
    const why = `answered 307 with a redirect of a body to another origin (${new URL(other).host}), which is refused`;
    await expect(session.post('/307', { json: { pin: 1 } })).rejects.toThrow(`POST /… ${why}`);
    const put = await session.put('/308', { body: 'x', anyStatus: true });
    expect(put.status).toBe(308);
    expect(heard).toHaveLength(2);
  });

  it('keeps headers of the caller and the body on the same origin', async () => {
    const session = await http(({ url, headers }, response, body) => {
      if (url === '/go') response.writeHead(307, { location: '/on' }).end();
      else response.end(`${String(headers['x-api-key'])} ${body}`);
    });
    const answered = await session.post('/go', { headers: { 'x-api-key': 'k' }, body: 'sent' });
    expect(answered.text()).toBe('k sent');
  });

  it('ends a redirect loop', async () => {
    const session = await http(
      (_, response) => void response.writeHead(302, { location: '/' }).end(),
    );
    await expect(session.get('/')).rejects.toThrow('GET / was redirected more than 10 times');
  });

  it('names method, path and status in errors, but no id and no values of the query', async () => {
    const session = await http((_, response) => void response.writeHead(500).end('a private page'));
    const error = await session
      .get('/things/con_1?signature=hidden')
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(HttpError);
    expect(error).toMatchObject({
      message: 'GET /things/…?signature=… answered 500',
      status: 500,
    });
    expect((await session.get('/', { anyStatus: true })).status).toBe(500);
  });

  it('says where an answer is not JSON', async () => {
    const session = await http((_, response) => void response.end('<html>'));
    const answer = await session.get('/list');
    expect(() => answer.json()).toThrow('GET /list answered 200, but the body is not JSON');
  });

  it('says when it cannot connect', async () => {
    const session = createHttp({ url: 'http://127.0.0.1:1' });
    await expect(session.get('/')).rejects.toThrow('GET / failed: the connection was refused');
    await session.close();
  });
});
