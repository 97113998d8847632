import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { expect, it } from 'vitest';
import { list } from '../../deployment/surfaces/surfaces.ts';
import { json } from '../../exercise/http/serve.test-support.ts';
import { deploy } from '../../exercise/worker/worker.test-support.ts';
import type { Routes } from '../../exercise/worker/worker.test-support.ts';
import { twoStepAccounts, twoSteps } from './half-sign-in.test-support.ts';
import { resultOf, sweepAndJudge } from './sweep-and-judge.test-support.ts';

type Place = 'bearer' | 'cookie';

/**
 * A deployment whose sign-in has two steps.
 * `opens`: the ticket is taken for a session, too, at all addresses or at one alone.
 */
async function judge({ place, opens }: { place: Place; opens: boolean | 'an export' }) {
  const { tickets, sessions, routes: signIn } = twoSteps({ cookie: place === 'cookie' });
  const patterns = { bearer: /^Bearer (\S+)$/, cookie: /session_id=([^;]+)/ };
  const viewer = ({ headers, url: address }: IncomingMessage) => {
    const header = place === 'bearer' ? headers.authorization : headers.cookie;
    const value = patterns[place].exec(header ?? '')?.[1] ?? '';
    const isOpen = opens === true || (opens === 'an export' && address === '/export');
    return sessions.get(value) ?? (isOpen ? tickets.get(value) : undefined);
  };
  const listNotes: Routes[string] = ({ notes }, request, response) => {
    const owner = viewer(request);
    if (owner === undefined) return json(response, {}, 401);
    return json(response, { notes: notes.filter((note) => note.owner === owner) });
  };
  const routes: Routes = {
    ...signIn,
    'POST /notes': (deployment, request, response, text) => {
      const note = { id: `note_${randomBytes(8).toString('hex')}`, owner: viewer(request), text };
      if (note.owner === undefined) return json(response, {}, 401);
      deployment.notes.push({ ...note, owner: note.owner });
      return json(response, { id: note.id }, 201);
    },
    'GET /notes': listNotes,
    'GET /letters': listNotes,
    'GET /export': listNotes,
  };
  const { url } = await deploy(routes);
  const accounts = twoStepAccounts(url, (session): Record<string, string> =>
    place === 'cookie' ? {} : { authorization: `Bearer ${session}` },
  );
  const surfaces = ['GET /notes', 'GET /letters', 'GET /export'].map((id) =>
    list(id, { shows: 'note' }),
  );
  return sweepAndJudge(url, surfaces, { accounts });
}

it.each(['bearer', 'cookie'] as const)(
  'reports a ticket of the first step that opens a list in the place of a %s',
  async (place) => {
    const judged = await judge({ place, opens: true });
    expect(resultOf(judged, 'second-factor-required')).toMatchObject({ verdict: 'violated' });
    const { breaches = [] } = judged.findings['second-factor-required'] ?? {};
    expect(breaches.map(({ attempt }) => attempt.variant)).toContain(
      `first-step-in-${place === 'bearer' ? 'header' : 'cookie'}-1`,
    );
  },
);

it('reports a ticket of the first step that opens one address alone', async () => {
  const judged = await judge({ place: 'bearer', opens: 'an export' });
  expect(resultOf(judged, 'second-factor-required')).toMatchObject({ verdict: 'violated' });
});

it.each(['bearer', 'cookie'] as const)(
  'holds if a ticket of the first step opens nothing in the place of a %s',
  async (place) => {
    const judged = await judge({ place, opens: false });
    expect(resultOf(judged, 'second-factor-required')).toEqual({
      verdict: 'holds',
      owners: [],
      reasons: [],
    });
    const tried = judged.worker.recorded.attempts.filter(({ variant }) =>
      variant.startsWith('first-step'),
    );
    expect(tried.length).toBeGreaterThan(0);
    expect(tried.every(({ outcome }) => outcome === 'denied')).toBe(true);
  },
);
