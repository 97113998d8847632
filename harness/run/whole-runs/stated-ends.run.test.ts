import { createHmac } from 'node:crypto';
import { expect, it } from 'vitest';
import { link, list } from '../../deployment/surfaces/surfaces.ts';
import type { Surface } from '../../deployment/surfaces/surface.ts';
import { json } from '../../exercise/http/serve.test-support.ts';
import { deploy } from '../../exercise/worker/worker.test-support.ts';
import { resultOf, sweepAndJudge } from './sweep-and-judge.test-support.ts';

const sign = (text: string) => createHmac('sha256', 'k').update(text).digest('hex');

type Given = {
  /** Seconds. */
  lasts: number;
  isEndChecked: boolean;
  /** What the address leads to. Default: the clip of a note. */
  content?: 'clip' | 'words';
  surfaces?: readonly Surface[];
};

/** A deployment whose list names signed addresses that say when they end. */
async function judge({ lasts, isEndChecked, content = 'clip', surfaces = [] }: Given) {
  const { url } = await deploy({
    'GET /notes': (state, request, response) => {
      const viewer = state.viewer(request);
      if (viewer === undefined) return json(response, {}, 401);
      const expires = Math.round(Date.now() / 1000) + lasts;
      const rows = state.notes
        .filter(({ owner }) => owner === viewer)
        .map(({ id, owner, text }) => {
          const signed = sign(`${id} ${expires}`);
          return { id, owner, text, clip: `/clips/${id}?expires=${expires}&signature=${signed}` };
        });
      json(response, { items: rows });
    },
    'GET /clips/{}': (state, request, response) => {
      const { pathname, searchParams } = new URL(request.url ?? '', 'http://notes.test');
      const id = pathname.split('/').at(-1) ?? '';
      const expires = Number(searchParams.get('expires'));
      const isLate = isEndChecked && Date.now() >= expires * 1000;
      if (isLate || searchParams.get('signature') !== sign(`${id} ${expires}`))
        return json(response, {}, 403);
      const { text = '' } = state.notes.find((note) => note.id === id) ?? {};
      const type = content === 'clip' ? 'video/mp4' : 'text/plain';
      response.writeHead(200, { 'content-type': type });
      response.end(content === 'clip' ? `clip ${text}` : 'take it twice a day');
    },
  });
  const judged = await sweepAndJudge(url, [list('GET /notes'), ...surfaces]);
  const { breaches = [] } = judged.findings['no-access-after-revocation'] ?? {};
  return {
    ...resultOf(judged, 'no-access-after-revocation'),
    where: [...new Set(breaches.map(({ attempt }) => `${attempt.surface} ${attempt.variant}`))],
    overall: judged.verdict.verdict,
    passedOver: judged.verdict.coverage.passedOver,
    recorded: JSON.stringify(judged.worker.recorded),
  };
}

it('an address that works after the end that it states is reported, though nobody described it', async () => {
  const { verdict, owners, where, recorded } = await judge({ lasts: 2, isEndChecked: false });
  expect({ verdict, owners, where }).toEqual({
    verdict: 'violated',
    owners: ['a0', 'a1', 'a2'],
    where: ['GET /notes, address at $.items[*].clip expired-address'],
  });
  expect(recorded).not.toContain('signature=');
});

it('an address that ends when it says so raises no alarm', async () => {
  const { verdict, reasons, passedOver } = await judge({ lasts: 3, isEndChecked: true });
  expect({ verdict, reasons, passedOver }).toEqual({
    verdict: 'holds',
    reasons: [],
    passedOver: [],
  });
});

it('an address that ends too late to wait for is named, with what to do', async () => {
  for (const isEndChecked of [true, false]) {
    const { verdict, passedOver } = await judge({ lasts: 3600, isEndChecked });
    expect(verdict).toBe('inapplicable');
    expect(passedOver).toEqual([
      {
        surface: 'GET /notes',
        places: ['$.items[*].clip'],
        more: 0,
        why: expect.stringMatching(/end is too far to be waited for.*`link`, with `lasts`/),
      },
    ]);
  }
});

it('an answer after the end that tells of nobody is inconclusive by name', async () => {
  const { verdict, reasons } = await judge({ lasts: 2, isEndChecked: false, content: 'words' });
  expect(verdict).toBe('inconclusive');
  expect(reasons?.join()).toMatch(/after the end that stands in its address.*address at/);
});

it('leaves to a link what it describes', async () => {
  const clip = link(
    'GET /notes',
    (body, ids) =>
      (body as { items: { id: string; clip: string }[] }).items.find(({ id }) => id === ids['note'])
        ?.clip,
    { gives: 'stream', needs: ['note'], lasts: 2, bearer: true },
  );
  const { where } = await judge({ lasts: 2, isEndChecked: false, surfaces: [clip] });
  expect(where.length).toBeGreaterThan(0);
  expect(where.every((each) => each.startsWith(`${clip.id} expired`))).toBe(true);
});
