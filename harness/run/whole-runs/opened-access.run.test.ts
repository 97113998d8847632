import { describe, expect, it } from 'vitest';
import { download, figure, list, read } from '../../deployment/surfaces/surfaces.ts';
import { imported, isOwn, Reply, updateWith } from './update-with.test-support.ts';
import type { Answering, Asker, More } from './update-with.test-support.ts';
import { describeDeployment } from '../../exercise/worker/worker.test-support.ts';
import type { Note } from '../../exercise/worker/worker.test-support.ts';

describe('a healthy update raises no alarm where it', () => {
  const healthy = { verdict: 'holds', invariant: 'holds', opened: [], reasons: [] };

  it('adds a route', async () => {
    const result = await updateWith(imported(read('GET /letters/{note}')), (asker) => {
      if (!asker.updated) return 404;
      return isOwn(asker) ? { ...asker.note } : 403;
    });
    expect(result).toMatchObject({ ...healthy, access: { brought: ['GET /letters/{note}'] } });
  });

  it('renames ids', async () => {
    const result = await updateWith(imported(read('GET /letters/{note}')), (asker) => {
      const isOld = asker.notes.indexOf(asker.note as Note) % 2 === 0;
      if (asker.updated && isOld) return 404;
      return isOwn(asker) ? { ...asker.note } : 404;
    });
    expect(result).toMatchObject({ invariant: 'holds', opened: [] });
  });

  it('answers with nothing where it said that there is nothing', async () => {
    const result = await updateWith(imported(list('GET /letters')), ({ viewer, updated }) => {
      if (viewer === undefined) return 401;
      return updated ? { items: [] } : 404;
    });
    expect(result).toMatchObject(healthy);
  });

  it('answers for whatever id with the same', async () => {
    const result = await updateWith(imported(read('GET /letters/{note}')), (asker) => {
      if (isOwn(asker)) return { ...asker.note };
      return asker.updated ? { found: false, hint: 'nothing here' } : 404;
    });
    expect(result).toMatchObject(healthy);
  });

  it('finishes what was being made', async () => {
    const result = await updateWith(imported(read('GET /letters/{note}')), (asker) => {
      if (!isOwn(asker)) return 403;
      return asker.updated ? { ...asker.note } : 409;
    });
    expect(result).toMatchObject(healthy);
  });
});

describe('a list that is empty, with rows beside it that name nobody', () => {
  const recent = ['A. B.', 'C. D.'].map((by) => ({ by, region: 'uk' }));
  const letters = list('GET /letters', { items: (body) => (body as { items: unknown[] }).items });

  it('is told where whoever is not signed in gets it since the update', async () => {
    const { verdict, opened } = await updateWith(letters, ({ viewer, updated, notes }) => {
      if (viewer !== undefined) return { items: notes.filter(({ owner }) => owner === viewer) };
      return updated ? { items: [], recent } : 401;
    });
    expect(verdict).toBe('inconclusive');
    expect(opened).toContain('GET /letters anonymous');
  });

  it('is none where it came before the update too, or where there is nothing beside it', async () => {
    for (const before of [{ items: [], recent }, 401]) {
      const { opened, reasons } = await updateWith(letters, ({ viewer, updated, notes }) => {
        if (viewer !== undefined) return { items: notes.filter(({ owner }) => owner === viewer) };
        if (!updated) return before;
        return before === 401 ? { items: [] } : { items: [], recent };
      });
      expect({ opened, reasons }).toEqual({ opened: [], reasons: [] });
    }
  });
});

describe('a page that an update publishes', () => {
  const news = imported(read('GET /news'));
  const both = ['GET /news anonymous', 'GET /news patient'];
  const published: Answering = ({ viewer, updated }) =>
    viewer !== undefined || updated ? { title: 'The clinic is open on Sundays' } : 401;

  it('is inconclusive by its name, and nothing else is', async () => {
    const { verdict, invariant, opened, reasons } = await updateWith(news, published);
    expect({ verdict, invariant }).toEqual({ verdict: 'inconclusive', invariant: 'inconclusive' });
    // Whoever is signed in had it before: the patients are those who have signed out.
    expect(opened).toEqual(both);
    expect(reasons.filter((why) => !why.includes(news.id))).toEqual([]);
  });

  it('is passed over once somebody admits it', async () => {
    const reason = 'published';
    const admitted = { surface: news.id, reason, by: 'Ann', until: '2999-01-01' } as const;
    const result = await updateWith(news, published, {
      accept: [{ what: 'opened', ...admitted }],
    });
    expect(result).toMatchObject({ verdict: 'holds', opened: both });
    const { invariant } = await updateWith(news, published, {
      accept: [{ what: 'gap', ...admitted }],
    });
    expect(invariant).toBe('inconclusive');
  });
});

describe('an update that opens, without a token to tell it by,', () => {
  it('an imported surface that no owner was ever granted is told', async () => {
    const jobs = imported(read('GET /admin/jobs'));
    const open: Answering = ({ updated }) => (updated ? { queue: 'mail', waiting: 'none' } : 403);
    expect(await updateWith(jobs, open)).toMatchObject({
      invariant: 'inconclusive',
      opened: ['GET /admin/jobs anonymous', 'GET /admin/jobs patient'],
    });
    expect(await updateWith(jobs, () => 403)).toMatchObject({ invariant: 'holds', opened: [] });
  });

  it.each([
    ['is told', true, 'inconclusive', ['anonymous', 'patient']],
    ['is not, where it stays closed', false, 'holds', []],
  ])('media that cannot be recognised %s', async (_, isOpen, verdict, roles) => {
    let cut = 0;
    // Another each time, as of a server that puts a mark of its own into each copy.
    const film = () => Buffer.from(`\x1aE\xdf\xa3${`${(cut += 1)} `.repeat(500)}`, 'latin1');
    const clips = imported(download('GET /clips/{note}'));
    const { invariant, opened } = await updateWith(clips, (asker) => {
      if (asker.note === undefined) return 404;
      return isOwn(asker) || (isOpen && asker.updated) ? film() : 403;
    });
    expect(invariant).toBe(verdict);
    expect(opened).toEqual(roles.map((role) => `GET /clips/{note} ${role}`));
  });

  it('a figure is told', async () => {
    const total = figure('GET /count', '$.total');
    const answer =
      (isOpen: boolean): Answering =>
      ({ viewer, updated, notes }) => {
        if (viewer === undefined && !(isOpen && updated)) return 401;
        return { total: notes.filter(({ owner }) => owner === viewer).length };
      };
    const { invariant, opened } = await updateWith(total, answer(true));
    expect({ invariant, opened }).toEqual({
      invariant: 'inconclusive',
      opened: ['GET /count anonymous', 'GET /count patient'],
    });
    expect(await updateWith(total, answer(false))).toMatchObject({
      invariant: 'holds',
      opened: [],
    });
  });
});

/** What nobody but its owner gets, and after the update somebody else as well: nothing in it tells whose it is. */
describe('an update that opens what no token shows to', () => {
  const unread = { unread: 'some' };
  const { accounts } = describeDeployment('');
  const half: More = {
    accounts: {
      ...accounts,
      create: async (asked) =>
        accounts.create?.({ ...asked, cohort: { factor: 'totp' } }) ??
        Promise.reject(new Error('no')),
    },
  };
  const ownTotal = ({ note, notes }: Asker) =>
    notes.filter(({ owner }) => owner === note?.owner).length;
  const hasCookie = ({ request }: Asker, name: string) =>
    (request.headers.cookie ?? '').includes(`${name}=`);

  it('by a figure of another is told', async () => {
    const total = figure('GET /totals/{note}', '$.total');
    const { invariant, opened } = await updateWith(total, (asker) =>
      isOwn(asker) || (asker.updated && asker.note !== undefined && asker.viewer !== undefined)
        ? { total: ownTotal(asker) }
        : 404,
    );
    expect({ invariant, opened }).toEqual({
      invariant: 'inconclusive',
      opened: ['GET /totals/{note} patient'],
    });
  });

  it.each<[string, (asker: Asker) => boolean, string, More]>([
    ['sessions that were signed out', (asker) => hasCookie(asker, 'sid'), 'signed-out', {}],
    ['half a sign-in', (asker) => hasCookie(asker, 'half'), 'no-second-factor', half],
    [
      'whoever is signed in',
      ({ viewer, note }) => viewer !== undefined && note !== undefined,
      'open',
      {},
    ],
    ['everybody', () => true, 'none', {}],
  ])('%s is told', async (_, isOpenTo, session, more) => {
    const surface =
      session === 'open' ? imported(read('GET /unread/{note}')) : imported(read('GET /unread'));
    const answer =
      (isBroken: boolean): Answering =>
      (asker) => {
        const mayHave = session === 'open' ? isOwn(asker) : asker.viewer !== undefined;
        return mayHave || (isBroken && asker.updated && isOpenTo(asker)) ? unread : 403;
      };
    const { invariant, access } = await updateWith(surface, answer(true), more);
    expect(invariant).toBe('inconclusive');
    expect(access?.opened.map((change) => change.session)).toContain(session);
    expect(await updateWith(surface, answer(false), more)).toMatchObject({
      invariant: 'holds',
      opened: [],
    });
  });

  it('by a page, of another, is told', async () => {
    const view = imported(read('GET /pages/{note}'));
    const html = (asker: Asker) =>
      new Reply(
        200,
        { 'content-type': 'text/html' },
        `<h1>Your visit</h1><p>${asker.notes.length}</p>`,
      );
    const { invariant, opened } = await updateWith(view, (asker) =>
      isOwn(asker) || (asker.updated && asker.note !== undefined && asker.viewer !== undefined)
        ? html(asker)
        : 404,
    );
    expect({ invariant, opened }).toEqual({
      invariant: 'inconclusive',
      opened: ['GET /pages/{note} patient'],
    });
  });

  it('by numbers alone is told', async () => {
    const total = imported(read('GET /counts/{note}'));
    const { invariant, opened } = await updateWith(total, (asker) =>
      isOwn(asker) || (asker.updated && asker.note !== undefined) ? { visits: 4 } : 403,
    );
    expect({ invariant, opened }).toEqual({
      invariant: 'inconclusive',
      opened: ['GET /counts/{note} anonymous', 'GET /counts/{note} patient'],
    });
  });
});

it('another’s notes, with their tokens, are violated', async () => {
  const letters = read('GET /letters/{note}');
  const result = await updateWith(letters, (asker) => {
    if (isOwn(asker)) return { ...asker.note };
    return asker.updated && asker.viewer !== undefined && asker.note !== undefined
      ? { ...asker.note }
      : 404;
  });
  expect(result).toMatchObject({
    invariant: 'violated',
    opened: ['GET /letters/{note} patient'],
  });
});
