import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Definition } from '../../deployment/definition.ts';
import type { AskedSurface } from '../../deployment/surfaces/surface.ts';
import { list, noSurface, read } from '../../deployment/surfaces/surfaces.ts';
import { json } from '../../exercise/http/serve.test-support.ts';
import { deploy, describeDeployment, noteAt } from '../../exercise/worker/worker.test-support.ts';
import { runWhole } from '../testing/run-whole.ts';

type How = {
  /** The update shows clinicians the notes of all. */
  leaks?: boolean;
  /** The list answers everybody, and shows those without a session nothing. */
  isOpen?: boolean;
  /** Rows of the list of staff, by the side of the update. */
  staffRows?(updated: boolean): unknown[];
  surfaces?: readonly AskedSurface[];
  maySee?: Definition['maySee'];
};

/** Does a whole run where each patient has a clinician, who has no notes and may see none. */
async function run({ leaks = false, isOpen = false, staffRows, surfaces = [], maySee }: How) {
  let updated = false;
  const clinicians = new Set<string>();
  const { url } = await deploy({
    'POST /sign-up': (_, __, response, role) => {
      const id = `acc_${randomBytes(9).toString('hex')}`;
      if (role === 'clinician') clinicians.add(id);
      json(response, { id }, 201);
    },
    'GET /version': (_, __, response) => void response.end(updated ? '2' : '1'),
    'GET /notes': ({ notes, viewer }, request, response) => {
      const asker = viewer(request);
      if (asker === undefined && !isOpen) return json(response, {}, 401);
      const all = leaks && updated && clinicians.has(asker ?? '');
      json(response, { items: notes.filter(({ owner }) => all || owner === asker) });
    },
    'GET /notes/{}': (deployment, request, response) => {
      const note = noteAt(deployment, request);
      const isOwn = note !== undefined && note.owner === deployment.viewer(request);
      json(response, isOwn ? note : {}, isOwn ? 200 : 404);
    },
    'GET /staff': ({ viewer }, request, response) => {
      if (viewer(request) === undefined) return json(response, {}, 401);
      json(response, staffRows?.(updated) ?? []);
    },
  });
  const { accounts, ...rest } = describeDeployment(url);
  const definition: Definition & { url: string } = {
    ...rest,
    url,
    accounts: {
      ...accounts,
      staff: { clinician: 2 },
      secondFactor: { none: 'there is none' },
      async create({ http, role }) {
        const { id } = (await http.post('/sign-up', { body: role })).json<{ id: string }>();
        return { credentials: { id }, ids: { account: id } };
      },
    },
    surfaces: [
      list('GET /notes', { shows: 'note' }),
      read('GET /notes/{note}'),
      noSurface('stream', 'nothing is recorded'),
      ...surfaces,
    ],
    browser: { none: 'there are no pages' },
    ...(maySee === undefined ? {} : { maySee }),
  };
  const { verdict } = await runWhole(definition, () => void (updated = true));
  const { coverage, reasons, violations } = verdict;
  const broken = violations.map(({ invariant, surface }) => `${invariant} ${surface}`);
  return {
    verdict: verdict.verdict,
    reasons: reasons.join('\n'),
    broken: [...new Set(broken)],
    notJudged: coverage.whyUnreached,
  };
}

describe('staff whose own list is empty', () => {
  it.each<[string, How]>([
    ['nothing says what they may see', {}],
    ['they may see nothing yet', { maySee: () => false }],
  ])(
    'are seen alive by it, since it refuses whoever is not signed in, where %s',
    async (_, how) => {
      expect(await run(how)).toMatchObject({ verdict: 'holds', reasons: '' });
    },
  );

  it('are found to be shown what others have', async () => {
    const { verdict, broken } = await run({ leaks: true });
    expect({ verdict, broken }).toEqual({
      verdict: 'violated',
      broken: ['no-foreign-listing GET /notes'],
    });
  });

  it('are not seen alive by one that is empty to strangers too', async () => {
    const { verdict, reasons } = await run({ isOpen: true });
    expect(verdict).toBe('inconclusive');
    expect(reasons).toContain(
      'not seen alive before and after them: GET /notes/{note} (clinician)',
    );
  });
});

describe('a list of the staff that is empty to everybody', () => {
  const staff = list('GET /staff');

  it('written by hand says what to do', async () => {
    const { verdict, reasons } = await run({ surfaces: [staff] });
    expect(verdict).toBe('inconclusive');
    expect(reasons).toMatch(/the list was empty: .*`unattributed`.*: GET \/staff/);
  });

  it.each<[string, AskedSurface]>([
    ['imported', { ...staff, imported: true }],
    ['with `unattributed`', list('GET /staff', { unattributed: 'staff are for all to see' })],
  ])('%s is told as not judged', async (_, surface) => {
    const { verdict, notJudged } = await run({ surfaces: [surface] });
    expect(verdict).toBe('holds');
    expect(notJudged).toHaveProperty(['GET /staff'], expect.stringContaining('the list was empty'));
  });

  it('with `unattributed` is judged once it shows somebody', async () => {
    const surface = list('GET /staff', { unattributed: 'staff are for all to see' });
    const staffRows = (updated: boolean) => (updated ? [{ id: 'staff-1', name: 'Dr Grey' }] : []);
    const { verdict, notJudged } = await run({ surfaces: [surface], staffRows });
    expect(verdict).toBe('holds');
    expect(notJudged).toEqual({});
  });
});
