import { expect, it } from 'vitest';
import { download, list } from '../../deployment/surfaces/surfaces.ts';
import { json } from '../../exercise/http/serve.test-support.ts';
import { deploy, noteAt } from '../../exercise/worker/worker.test-support.ts';
import { sweepAndJudge } from './sweep-and-judge.test-support.ts';

type Behaviour = {
  /** What exports in the making are answered with. */
  status?: number;
  /** How many times the export of each note is refused before it is ready. */
  late?: number;
  /** How many times it is refused after it was given for the first time. */
  lost?: number;
  /** How many times each search of its owner leaves a note out. */
  unindexed?: number;
  /** Searches also show the rows of others once they are filled. */
  leaks?: boolean;
};

/** A deployment with exports that take a while, and a search whose index is late. */
async function judge({
  status = 404,
  late = 0,
  lost = 0,
  unindexed = 0,
  leaks = false,
}: Behaviour) {
  const asked = new Map<string, number>();
  const next = (key: string) => {
    const count = (asked.get(key) ?? 0) + 1;
    asked.set(key, count);
    return count;
  };
  const { url } = await deploy({
    'GET /search': (state, request, response) => {
      const viewer = state.viewer(request);
      if (viewer === undefined) return json(response, {}, 401);
      const isFilled = next(`search ${viewer}`) > unindexed;
      json(response, {
        items: state.notes.filter(({ owner }) => isFilled && (leaks || owner === viewer)),
      });
    },
    'GET /exports/{}': (state, request, response) => {
      const note = noteAt(state, request);
      const viewer = state.viewer(request);
      if (viewer === undefined) return json(response, {}, 401);
      if (note?.owner !== viewer) return json(response, {}, 404);
      const count = next(`export ${note.id}`);
      const isLost = count > late + 1 && count <= late + 1 + lost;
      if (count <= late || isLost) return json(response, { state: 'in the making' }, status);
      json(response, note);
    },
  });
  const judged = await sweepAndJudge(url, [
    list('GET /search', { shows: 'note' }),
    download('GET /exports/{note}'),
  ]);
  const { verdict, breaches = [], reasons } = judged.findings['own-access'] ?? {};
  const told = judged.verdict.coverage.passedOver.map(({ surface, why }) => `${surface} ${why}`);
  return {
    verdict,
    breaches: breaches.length,
    reasons: reasons?.join(),
    told: told.join(),
    leaks: judged.findings['no-foreign-listing']?.verdict,
  };
}

const nothing = { verdict: 'holds', breaches: 0, reasons: '', told: '', leaks: 'holds' };

it('an export that is there at once raises no alarm', async () => {
  expect(await judge({})).toEqual(nothing);
});

it.each([202, 404, 409, 425, 503])(
  'an export in the making, answered %d, raises no alarm, and refusals are told',
  async (status) => {
    const told = expect.stringMatching(
      status === 404 || status === 409 ? /^GET \/exports\/\{note\} was ready only later/ : /^$/,
    );
    expect(await judge({ late: 1, status })).toEqual({ ...nothing, told });
  },
);

it('an export that is refused after it was given is a lockout', async () => {
  const { verdict, breaches } = await judge({ late: 1, lost: 5, status: 409 });
  expect(verdict).toBe('violated');
  expect(breaches).toBeGreaterThan(0);
});

it('a search whose index is late is no loss, and a leak in it is found once it is filled', async () => {
  expect(await judge({ unindexed: 1 })).toMatchObject({ breaches: 0, leaks: 'holds' });
  expect(await judge({ unindexed: 1, leaks: true })).toMatchObject({ leaks: 'violated' });
});
