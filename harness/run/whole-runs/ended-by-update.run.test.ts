import { expect, it } from 'vitest';
import type { Definition } from '../../deployment/definition.ts';
import { list, none, noSurface, read } from '../../deployment/surfaces/surfaces.ts';
import { json } from '../../exercise/http/serve.test-support.ts';
import { deploy, describeDeployment, noteAt } from '../../exercise/worker/worker.test-support.ts';
import { runWhole } from '../testing/run-whole.ts';

type Ends = 'nowhere' | 'everywhere' | 'at readings';

/** Runs a deployment whose update ends sessions from before it, and which shows its prices to whoever asks. */
async function run(ends: Ends, more: Partial<Definition> = {}) {
  const old = new Set<string>();
  let release = '1';
  const isEnded = (cookie = '', at: 'lists' | 'readings'): boolean => {
    if (release === '1') old.add(cookie);
    if (release === '1' || !old.has(cookie)) return false;
    return ends === 'everywhere' || (ends === 'at readings' && at === 'readings');
  };
  const { url } = await deploy({
    'GET /version': (_, request, response) => void response.end(release),
    'GET /prices': (_, request, response) => json(response, [{ visit: 'by video', pounds: 40 }]),
    'GET /notes': (state, request, response) => {
      const viewer = state.viewer(request);
      if (viewer === undefined || isEnded(request.headers.cookie, 'lists'))
        return json(response, {}, 401);
      json(response, { items: state.notes.filter(({ owner }) => owner === viewer) });
    },
    'GET /notes/{}': (state, request, response) => {
      const viewer = state.viewer(request);
      if (viewer === undefined || isEnded(request.headers.cookie, 'readings'))
        return json(response, {}, 401);
      const note = noteAt(state, request);
      json(response, note?.owner === viewer ? note : {}, note?.owner === viewer ? 200 : 404);
    },
  });
  const { accounts, ...rest } = describeDeployment(url, {
    surfaces: [
      list('GET /notes', { shows: 'note' }),
      list('GET /prices', { unattributed: 'everybody may see what a visit costs' }),
      read('GET /notes/{note}'),
      noSurface('stream', 'notes are text'),
    ],
    factors: { region: ['uk', 'ie'] },
    ...more,
  });
  const definition = { ...rest, url, accounts: { ...accounts, secondFactor: none('none') } };
  const { verdict } = await runWhole(definition, () => void (release = '2'));
  return verdict;
}

it('sessions that the update ended are told by one reason, whatever everybody is shown', async () => {
  const { verdict, violations, reasons } = await run('everywhere');
  expect({ verdict, violations }).toEqual({ verdict: 'inconclusive', violations: [] });
  expect(reasons).toEqual([
    expect.stringMatching(/sessions from before the update were ended by it.*`impossible:/),
  ]);
});

it('the reason’s remedy helps', async () => {
  const verdict = await run('everywhere', { impossible: ({ session }) => session === 'before' });
  expect(verdict).toMatchObject({ verdict: 'holds', reasons: [] });
});

it('sessions that the update ended at some surfaces are locked out there', async () => {
  const { verdict, violations } = await run('at readings');
  expect(verdict).toBe('violated');
  expect(new Set(violations.map(({ invariant, surface }) => `${invariant} ${surface}`))).toEqual(
    new Set(['own-access GET /notes/{note}']),
  );
});

it('raises no alarm where sessions outlive the update', async () => {
  expect(await run('nowhere')).toMatchObject({ verdict: 'holds', reasons: [] });
});
