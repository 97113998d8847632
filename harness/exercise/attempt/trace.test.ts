import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import type { Definition } from '../../deployment/definition.ts';
import { link, list, read } from '../../deployment/surfaces/surfaces.ts';
import type { AskedSurface } from '../../deployment/surfaces/surface.ts';
import { json, serve } from '../http/serve.test-support.ts';
import { person, startWorker } from '../worker/worker.test-support.ts';

const signature = 'sig=Zk3vQ9xT1bW7pLs8Hn2RfYc6'.repeat(2);

/** A deployment that notes the `traceparent` of each path, at its own host and at one of its further hosts. */
async function traced(surface: (other: string) => AskedSurface, more: Partial<Definition> = {}) {
  const heard: [path: string, traceparent: string | undefined][] = [];
  const note = ({ url, headers }: IncomingMessage) =>
    heard.push([(url ?? '').split('?')[0] ?? '', headers['traceparent']?.toString()]);
  const other = await serve((request, response) => {
    note(request);
    json(response, {});
  });
  const asked = surface(other);
  const { worker } = await startWorker(
    { surfaces: [asked], hosts: [new URL(other).host], ...more },
    {
      'GET /away': (_, request, response) => {
        note(request);
        response.writeHead(302, { location: `${other}/elsewhere` }).end();
      },
      'GET /signed': (_, request, response) => {
        note(request);
        response.writeHead(302, { location: `/file?${signature}` }).end();
      },
      'GET /link': (_, request, response) => json(response, { url: `/file?${signature}` }),
      'GET /open-link': (_, request, response) => json(response, { url: '/file' }),
      'GET /pages': (_, request, response) => {
        note(request);
        const isFirst = !(request.url ?? '').includes('?');
        json(response, { items: [], next: isFirst ? '/pages?page=2' : null });
      },
      '*': (_, request, response) => {
        note(request);
        json(response, {});
      },
    },
  );
  const { session, thing } = await person(worker);
  const own = asked.needs.length === 0 ? null : thing;
  const attempt = await worker.attempt({ session, surface: asked, thing: own });
  const about = heard.filter(([path]) => /^\/(own|away|elsewhere|signed|file|pages)$/.test(path));
  return { attempt, recorded: worker.recorded.attempts, heard: about };
}

const own = () => read('GET /own');

describe('the trace of an attempt', () => {
  it('is told to the deployment, not sampled, and stands in the record', async () => {
    const { attempt, heard, recorded } = await traced(own);
    expect(attempt.trace).toMatch(/^[0-9a-f]{32}$/);
    expect(heard).toEqual([
      ['/own', expect.stringMatching(new RegExp(`^00-${attempt.trace}-[0-9a-f]{16}-00$`))],
    ]);
    expect(recorded.map(({ trace }) => trace)).toEqual([attempt.trace]);
  });

  it('is sampled where the definition says so', async () => {
    const { heard } = await traced(own, { tracing: { sampled: true } });
    expect(heard[0]?.[1]).toMatch(/-01$/);
  });

  it.each([
    ['where the definition turned it off', { tracing: false }],
    ['where the definition has a header of its own', { headers: { TraceParent: 'mine' } }],
  ])('is not told %s', async (_, more) => {
    const { attempt, heard } = await traced(own, more);
    expect(attempt).not.toHaveProperty('trace');
    expect(heard).toEqual([['/own', 'headers' in more ? 'mine' : undefined]]);
  });

  it('is the same on all pages of a list, in spans of their own', async () => {
    const { attempt, heard } = await traced(() =>
      list('GET /pages', { items: '$.items', next: '$.next' }),
    );
    const [first, second] = heard.map(([, value]) => value?.split('-') ?? []);
    expect([first?.[1], second?.[1]]).toEqual([attempt.trace, attempt.trace]);
    expect(first?.[2]).not.toBe(second?.[2]);
  });

  it('does not follow to another origin', async () => {
    const { attempt, heard } = await traced(() => read('GET /away'));
    expect(heard).toEqual([
      ['/away', expect.stringContaining(attempt.trace ?? 'none')],
      ['/elsewhere', undefined],
    ]);
  });

  it('does not begin at another origin', async () => {
    const { attempt, heard } = await traced((other) => read(`GET ${other}/elsewhere`));
    expect(attempt).not.toHaveProperty('trace');
    expect(heard).toEqual([['/elsewhere', undefined]]);
  });

  it('does not follow to an address that is signed', async () => {
    const { attempt, heard } = await traced(() => read('GET /signed'));
    expect(heard).toEqual([
      ['/signed', expect.stringContaining(attempt.trace ?? 'none')],
      ['/file', undefined],
    ]);
  });

  it.each([
    ['/link', false],
    ['/open-link', true],
  ])('of a link that %s gives is told only without a signature', async (path, isTold) => {
    const { attempt, heard } = await traced(() =>
      link(`GET ${path}`, '$.url', { gives: 'read', needs: ['note'] }),
    );
    expect(attempt.trace !== undefined).toBe(isTold);
    expect(heard.map(([, value]) => value !== undefined)).toContain(isTold);
    expect(heard.map(([, value]) => value !== undefined)).not.toContain(!isTold);
  });
});
