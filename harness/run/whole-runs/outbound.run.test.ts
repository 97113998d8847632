import { expect, it, onTestFinished } from 'vitest';
import { startCatcher } from '../../deployment/hosts/catcher.ts';
import { list, read } from '../../deployment/surfaces/surfaces.ts';
import { json } from '../../exercise/http/serve.test-support.ts';
import { deploy, noteAt } from '../../exercise/worker/worker.test-support.ts';
import { sweepAndJudge, without } from './sweep-and-judge.test-support.ts';

type Sent = { to: string; text: string };
/** What is sent when a note is printed: of the notes that were printed so far, this one last. */
type Send = (notes: readonly Sent[]) => Sent | null;

const right: Send = (notes) => notes.at(-1) ?? null;

/** Notes, each of which is sent to the printer that its owner chose. */
async function judged(send: Send, omit = '') {
  const catcher = await startCatcher();
  onTestFinished(catcher.stop);
  const printed: Sent[] = [];
  const { url } = await deploy({
    'GET /notes': (state, request, response) => {
      const viewer = state.viewer(request);
      if (viewer === undefined) return json(response, {}, 401);
      json(response, { items: state.notes.filter(({ owner }) => owner === viewer) });
    },
    'GET /notes/{}': (state, request, response) => {
      const note = noteAt(state, request);
      const isOwn = note !== undefined && note.owner === state.viewer(request);
      json(response, isOwn ? note : {}, isOwn ? 200 : 404);
    },
    'POST /print/{}': async (state, request, response, to) => {
      printed.push({ to, text: noteAt(state, request)?.text ?? '' });
      const sent = send(printed);
      if (sent !== null) {
        const { text: body } = sent;
        await fetch(`${catcher.url}/printer/${sent.to}`, { method: 'POST', body });
      }
      json(response, {}, 201);
    },
  });
  let made = 0;
  const result = await sweepAndJudge(
    url,
    [list('GET /notes', { shows: 'note' }), read('GET /notes/{note}')],
    {
      outbound: { deliveries: catcher.deliveries },
      consultations: {
        async create({ http, token, addressee }) {
          const body = `about ${token('text')}`;
          const { id } = (await http.post('/notes', { body })).json<{ id: string }>();
          const to = `p${++made % 2}`;
          addressee('printer', to);
          await http.post(`/print/${id}`, { body: to });
          return { note: id };
        },
      },
    },
    omit === '' ? {} : without(omit),
  );
  const { verdict, breaches, reasons } = result.findings['outbound-to-the-right-party'] ?? {};
  return { verdict, reasons, what: breaches?.map(({ sighting }) => sighting?.what) ?? [] };
}

it('what reaches the party that was named, with one patient’s data, is right', async () => {
  expect(await judged(right)).toMatchObject({ verdict: 'holds', reasons: [] });
});

it('another patient’s data in it is found by this probe alone', async () => {
  const batched: Send = (notes) => ({
    to: notes.at(-1)?.to ?? '',
    text: notes.map(({ text }) => text).join('; '),
  });
  expect(await judged(batched)).toMatchObject({ verdict: 'violated' });
  expect((await judged(batched, 'outbound')).verdict).toBe('inconclusive');
});

it('another party of the sort is found', async () => {
  const { verdict, what } = await judged((notes) => ({ to: 'p0', text: notes.at(-1)?.text ?? '' }));
  expect(verdict).toBe('violated');
  expect(what[0]).toContain('at another printer than was named');
});

it('what never came proves nothing', async () => {
  const { verdict, reasons } = await judged(() => null);
  expect(verdict).toBe('inconclusive');
  expect(reasons?.join()).toContain('nothing of what was to be delivered was seen');
});
