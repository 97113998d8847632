import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { http, HttpResponse } from 'msw';
import { describe, expect, it } from 'vitest';
import { updateCommand, workFolder } from '../run/testing/work-folder.ts';
import { expectPlain } from './testing/expect-plain.ts';
import { chaperoneHere } from './testing/in-process.ts';

const sweep = ['verify', '--only', 'sweep', '--update-command', updateCommand];
const endless = () =>
  new HttpResponse(
    new ReadableStream({
      start: (controller) => controller.enqueue(new TextEncoder().encode('[')),
    }),
    { headers: { 'content-type': 'application/json' } },
  );

describe('what a deployment should not do makes the run inconclusive, and is named:', () => {
  it('lists that are no JSON, go round in circles, do not end, or lie elsewhere', async () => {
    let turn = 0;
    const { folder } = await workFolder({
      more: `timeout: 600, concurrency: 64, surfaces: [...usual.surfaces,
        ...['/text', '/circle', '/endless', '/elsewhere', '/next'].map((path) => list('GET ' + path))]`,
      hostile: ({ notes, viewer }) => {
        const pageOf = (request: Request, next?: string) =>
          HttpResponse.json({
            items: notes.filter(({ owner }) => owner === viewer(request)),
            next,
          });
        // Before the update the deployment is healthy.
        const hostile = (path: string, answer: (request: Request) => Response) =>
          http.get(path, ({ request }) =>
            existsSync(join(folder, 'updated')) ? answer(request) : pageOf(request),
          );
        return [
          hostile('*/text', () => HttpResponse.text('one, two')),
          hostile('*/circle', (request) => pageOf(request, `/circle?page=${(turn += 1)}`)),
          hostile('*/endless', endless),
          hostile('*/elsewhere', () =>
            HttpResponse.redirect('http://elsewhere.test/notes?token=hush'),
          ),
          hostile('*/next', (request) => pageOf(request, 'http://elsewhere.test/notes?token=hush')),
        ];
      },
    });
    const ended = await chaperoneHere(folder, sweep);
    expect(ended.code).toBe(3);
    const text = ended.out.replaceAll(/\s+/g, ' ');
    for (const reason of [
      'the rows of text/plain could not be told: set `items` on the surface): GET /text',
      'page loop: the same rows again): GET /circle',
      'the body did not end within 0.6 s): GET /endless',
      'redirect to another host',
      'the next page is on another host, which is refused): GET /next',
    ]) {
      expect(text).toContain(reason);
    }
    expectPlain(ended, ['hush']);
  });

  it('wrong credentials: 2, and what ran is reported', async () => {
    const { folder } = await workFolder({
      hostile: () => [http.post('*/sign-in', () => HttpResponse.json({}, { status: 401 }))],
    });
    const ended = await chaperoneHere(folder, sweep);
    expect(ended.code).toBe(2);
    expect(ended.err).toContain(
      'Error: No account could be prepared on Notes: POST /sign-in answered 401\nCheck accounts.create, accounts.signIn',
    );
    expect(ended.err).toContain('a0, a1, a2, a3: POST /sign-in answered 401');
    expect(ended.out).toContain('the run failed: No account could be prepared');
    expect((await chaperoneHere(folder, ['clean'])).out).toContain('Runs with accounts left:');
  });

  it('a sign-up that is refused: 2, and the deployment’s own words are told, without what is nobody’s business', async () => {
    const { folder } = await workFolder({
      hostile: () => [
        http.post('*/sign-up', () =>
          HttpResponse.json(
            { errors: [{ field: 'email', message: 'is invalid; ask hush@acme.test (case 4711)' }] },
            { status: 422 },
          ),
        ),
      ],
    });
    const ended = await chaperoneHere(folder, sweep);
    expect(ended.code).toBe(2);
    const words =
      'No account could be prepared on Notes: POST /sign-up answered 422: "email: is invalid; ask … (case …)"';
    expect(ended.err).toContain(`Error: ${words}\n`);
    expect(ended.out.replaceAll(/\s+/g, ' ')).toContain(`the run failed: ${words}`);
    const page = await readFile(join(folder, 'reports/runs/latest/index.html'), 'utf8');
    expect(page).toContain('answered 422: &quot;email: is invalid; ask … (case …)&quot;');
    expectPlain(ended, ['hush', '4711']);
  });

  it('credentials that are wrong for some only: 3, with the cohorts', async () => {
    let turn = 0;
    const { folder } = await workFolder({
      hostile: () => [
        http.post('*/sign-in', () =>
          (turn += 1) === 1 ? HttpResponse.json({}, { status: 401 }) : undefined,
        ),
      ],
    });
    const ended = await chaperoneHere(folder, sweep);
    expect(ended.code).toBe(3);
    expect(ended.out.replaceAll(/\s+/g, ' ')).toMatch(
      /sign-in failed: POST \/sign-in answered 401 \(account before/,
    );
  });

  it('a definition that sends accounts to another host: refused', async () => {
    const { folder } = await workFolder({
      more: `accounts: { ...usual.accounts, create: ({ http }) => http.post('http://elsewhere.test/sign-up?key=hush') }`,
    });
    const ended = await chaperoneHere(folder, sweep);
    expect(ended.code).toBe(2);
    expect(ended.err).toContain(
      'Error: http://elsewhere.test does not belong to the deployment at http://127.0.0.1',
    );
    expect(ended.err).toContain('add "elsewhere.test" to hosts');
    expectPlain(ended, ['hush']);
  });
});
