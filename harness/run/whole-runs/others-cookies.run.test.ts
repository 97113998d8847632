import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { read } from '../../deployment/surfaces/surfaces.ts';
import { json } from '../../exercise/http/serve.test-support.ts';
import { deploy } from '../../exercise/worker/worker.test-support.ts';
import { resultOf, sweepAndJudge, without } from './sweep-and-judge.test-support.ts';

/** What a cookie holds that comes with what was looked at last: its number, its id, or a secret that stands for its owner. */
type Holds = 'number' | 'id' | 'secret';

const surfaces = [read('GET /me'), read('GET /notes/{note}')];

function cookieOf({ headers }: IncomingMessage): string | undefined {
  return /seen=(\w+)/.exec(headers.cookie ?? '')?.[1];
}

async function judged(holds: Holds, isChecked: boolean, omit = '') {
  const secrets = new Map<string, string>();
  const { url } = await deploy({
    'GET /notes/{}': (state, request, response) => {
      const viewer = state.viewer(request);
      if (viewer === undefined) return json(response, {}, 401);
      const at = state.notes.findIndex(({ id }) => request.url?.endsWith(id));
      const note = state.notes[at];
      if (note?.owner !== viewer) return json(response, {}, 404);
      const secret = [...secrets].find(([, id]) => id === note.id)?.[0];
      const value = {
        number: String(at + 1),
        id: note.id,
        secret: secret ?? randomBytes(16).toString('hex'),
      }[holds];
      if (holds === 'secret') secrets.set(value, note.id);
      json(response, note, 200, { 'set-cookie': `seen=${value}; Path=/` });
    },
    'GET /me': (state, request, response) => {
      const viewer = state.viewer(request);
      if (viewer === undefined) return json(response, {}, 401);
      const seen = cookieOf(request);
      const found = state.notes.find(
        ({ id }, at) => seen === String(at + 1) || seen === id || secrets.get(seen ?? '') === id,
      );
      const isShown = found !== undefined && (!isChecked || found.owner === viewer);
      json(response, { viewer, ...(isShown ? { lastSeen: found } : {}) });
    },
  });
  const run = await sweepAndJudge(url, surfaces, {}, without(omit));
  const { verdict, reasons } = resultOf(run, 'no-foreign-reading');
  const tried = run.verdict.coverage.probes.find(({ id }) => id === 'others-cookies')?.tried;
  return { verdict, reasons, tried };
}

describe('a cookie that says what another saw', () => {
  it.each<Holds>(['number', 'id'])('raises no alarm where its %s is checked', async (holds) => {
    const { tried, ...result } = await judged(holds, true);
    expect(result).toEqual({ verdict: 'holds', reasons: [] });
    expect(tried).toBeGreaterThan(0);
  });

  it.each<Holds>(['number', 'id'])(
    'raises one where its %s is believed, which no other probe finds',
    async (holds) => {
      expect(await judged(holds, false)).toMatchObject({ verdict: 'violated' });
      expect(await judged(holds, false, 'others-cookies')).toMatchObject({ verdict: 'holds' });
    },
  );

  it('is not sent where nobody can guess it, as it may be a credential', async () => {
    expect(await judged('secret', false)).toEqual({ verdict: 'holds', reasons: [], tried: 0 });
  });
});
