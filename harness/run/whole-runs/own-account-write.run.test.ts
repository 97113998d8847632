import { expect, it } from 'vitest';
import { list, read } from '../../deployment/surfaces/surfaces.ts';
import { write } from '../../deployment/write.ts';
import { json } from '../../exercise/http/serve.test-support.ts';
import { deploy } from '../../exercise/worker/worker.test-support.ts';
import { sweepAndJudge } from './sweep-and-judge.test-support.ts';

const surfaces = [
  list('GET /notes', { shows: 'note' }),
  read('GET /notes/{note}'),
  read('GET /me'),
];
const change = write('PATCH /me', { json: ({ token }) => ({ motto: token('motto') }) });

/** Accounts change a motto of theirs: `whose` says of whom it then is. */
async function judged(whose: 'own' | 'all' | 'nobody', mixes = false) {
  const mottos = new Map<string, string>();
  let [asked, previous] = [0, ''];
  const { url } = await deploy({
    'GET /me': (state, request, response) => {
      const id = state.viewer(request);
      if (id === undefined) return json(response, {}, 401);
      if (!mottos.has(id)) mottos.set(id, '');
      asked += 1;
      const shown = mixes && asked % 2 === 0 && previous !== '' ? previous : id;
      previous = id;
      json(response, { id: shown, motto: mottos.get(shown) });
    },
    'PATCH /me': (state, request, response, text) => {
      const id = state.viewer(request);
      if (id === undefined) return json(response, {}, 401);
      const { motto } = JSON.parse(text) as { motto: string };
      const changed = { own: [id], all: [...mottos.keys()], nobody: [] }[whose];
      for (const one of changed) mottos.set(one, motto);
      json(response, { id, motto });
    },
  });
  const run = await sweepAndJudge(url, surfaces, { writes: [change] });
  return {
    tampering: run.findings['no-tampering']?.verdict,
    gaps: run.findings['no-tampering']?.reasons,
    reading: run.findings['no-foreign-reading']?.reasons,
  };
}

it('raises no alarm where it changes one’s own', async () => {
  expect(await judged('own')).toMatchObject({ tampering: 'holds', gaps: [] });
});

it('shows what it changes of others’', async () => {
  expect(await judged('all')).toMatchObject({ tampering: 'violated' });
});

it('says nothing where it changes nothing', async () => {
  const { tampering, gaps } = await judged('nobody');
  expect(tampering).toBe('inconclusive');
  expect(String(gaps)).toContain('the owner saw nothing change');
});

it('leaves what is mixed up without any write to others', async () => {
  expect((await judged('own', true)).tampering).not.toBe('violated');
});
