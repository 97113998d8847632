import { expect, it } from 'vitest';
import { read } from '../../../deployment/surfaces/surfaces.ts';
import { json } from '../../http/serve.test-support.ts';
import { person, startWorker } from '../../worker/worker.test-support.ts';

const stranger = { id: 'note_5d41402abc4b2a76', owner: 'acc_b9719d911017c592' };

it('are the same whether asked for or received by a browser', async () => {
  const surface = read('GET /overview');
  const bodies: string[] = [];
  const { worker } = await startWorker(
    { surfaces: [surface] },
    {
      'GET /overview': (deployment, request, response) => {
        const viewer = deployment.viewer(request);
        const notes = deployment.notes.filter(({ owner }) => owner === viewer);
        const body = { from: '2026', notes: [...notes, stranger], options: [{ id: 'o1' }] };
        bodies.push(JSON.stringify(body));
        json(response, body);
      },
    },
  );
  const { session } = await person(worker);
  const asked = await worker.attempt({ session, surface, thing: null });
  const received = await worker.observe({
    session,
    surface: surface.id,
    gives: 'read',
    thing: null,
    variant: 'plain',
    sentAt: 1,
    answeredAt: 2,
    status: 200,
    headers: { 'content-type': 'application/json' },
    received: [{ where: 'body', content: bodies[0] ?? '' }],
    rows: null,
    frames: [],
    sent: [],
    channel: 'browser',
  });
  expect(asked.listed).toBe(true);
  expect(asked.items).toMatchObject([
    { where: '$.notes[0]', told: { mine: true, own: ['.id text', '.owner text'], other: [] } },
    { where: '$.notes[1]', told: { mine: false, own: [], other: ['.id text', '.owner text'] } },
    { where: '$.options[0]', told: { mine: false, own: [], other: [] } },
  ]);
  expect(received.items).toEqual(asked.items);
});

it('are not looked for in an answer to a stranger', async () => {
  const surface = read('GET /overview');
  const { worker } = await startWorker(
    { surfaces: [surface] },
    { 'GET /overview': (_, __, response) => json(response, { notes: [stranger] }) },
  );
  await person(worker);
  const attempt = await worker.attempt({ session: null, surface, thing: null });
  expect([attempt.items, attempt.listed]).toEqual([null, undefined]);
});
