import { expect, it } from 'vitest';
import { clientOf } from '../../http/client-of.ts';
import type { HttpResponse } from '../../../deployment/http.ts';
import { abreast } from './abreast.ts';

/** A deployment that notes how many requests of each address it is at, each time that one more comes. */
function deployment() {
  const open = new Map<string, number>();
  const most = new Map<string, number>();
  const http = clientOf(async (_method, path) => {
    const [route = ''] = path.split('/');
    const now = (open.get(route) ?? 0) + 1;
    open.set(route, now);
    most.set(route, Math.max(most.get(route) ?? 0, now));
    await new Promise(setImmediate);
    open.set(route, (open.get(route) ?? 0) - 1);
    return {} as HttpResponse;
  });
  return { http, most };
}

/** Each takes its steps one after the other, having waited for some turns of the event loop before each. */
async function take(steps: readonly (readonly string[])[]) {
  const { http, most } = deployment();
  const together = abreast(steps.length);
  await Promise.all(
    steps.map(async (own, index) => {
      const client = together.client(http);
      for (const step of own) {
        for (let turn = 0; turn < 5 * index; turn += 1) await new Promise(setImmediate);
        await client.post(step);
      }
      together.leave();
    }),
  );
  return Object.fromEntries(most);
}

it('makes each step of all at the same moment', async () => {
  const steps = ['book/7', 'upload/1a2b3c4d', 'export'];
  expect(await take([steps, steps, steps])).toEqual({ book: 3, upload: 3, export: 3 });
});

it('lets some make a step of their own first, while the others wait for them', async () => {
  const plain = ['book', 'upload', 'export'];
  const more = ['book', 'switch', 'upload', 'export'];
  expect(await take([plain, more, plain])).toEqual({ book: 3, switch: 1, upload: 3, export: 3 });
});

it('waits for nobody who has come to an end', async () => {
  expect(await take([['book'], ['book', 'export'], ['book', 'export']])).toEqual({
    book: 3,
    export: 2,
  });
});
