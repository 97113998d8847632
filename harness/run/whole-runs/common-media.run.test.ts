import { createHash } from 'node:crypto';
import { expect, it, describe } from 'vitest';
import { list, read, stream } from '../../deployment/surfaces/surfaces.ts';
import type { AskedSurface } from '../../deployment/surfaces/surface.ts';
import { json } from '../../exercise/http/serve.test-support.ts';
import { deploy, describeDeployment, noteAt } from '../../exercise/worker/worker.test-support.ts';
import { ownNotes } from '../testing/own-notes.ts';
import { runWhole } from '../testing/run-whole.ts';

/** A picture without a token, another for each text: 16 KiB that look random. */
function pictureOf(text: string): Buffer {
  const pieces = Array.from({ length: 512 }, (_, index) =>
    createHash('sha256').update(`${index} ${text}`).digest(),
  );
  return Buffer.concat(pieces);
}

type Asked = { viewer: string | undefined; owner: string; id: string; updated: boolean };

/** Text of the picture; null refuses. */
type Shown = (asked: Asked) => string | null;

async function run(surface: AskedSurface, shown: Shown) {
  let updated = false;
  const { url } = await deploy({
    'GET /version': (_, __, response) => void response.end(updated ? '2' : '1'),
    ...ownNotes,
    [surface.id.replace(/\{\w+\}/, '{}')]: (deployment, request, response) => {
      const last = request.url?.split('/').at(-1) ?? '';
      const viewer = deployment.viewer(request);
      const owner = surface.id.includes('{note}') ? noteAt(deployment, request)?.owner : last;
      if (owner === undefined) return json(response, {}, 404);
      const text = shown({ viewer, owner, id: last, updated });
      if (text === null) return json(response, {}, 403);
      response.writeHead(200, { 'content-type': 'image/png' }).end(pictureOf(text));
    },
  });
  const definition = describeDeployment(url, {
    surfaces: [list('GET /notes', { shows: 'note' }), read('GET /notes/{note}'), surface],
    browser: { none: 'there are no pages' },
  });
  const { accounts } = definition;
  const { verdict } = await runWhole(
    { ...definition, url, accounts: { ...accounts, secondFactor: { none: 'there is none' } } },
    () => void (updated = true),
    { accounts: 4 },
  );
  const invariants = Object.fromEntries(
    verdict.invariants.map((invariant) => [invariant.id, invariant.verdict]),
  );
  const { looksCommon, passedOver, unreachedSurfaces } = verdict.coverage;
  const told = [
    ...new Set([...looksCommon, ...unreachedSurfaces, ...passedOver.map((one) => one.surface)]),
  ];
  return { verdict: verdict.verdict, reasons: verdict.reasons, told, invariants };
}
const all: Shown = () => 'the default';
const own: Shown = ({ viewer, owner }) => (viewer === owner ? 'the default' : null);
const signedIn: Shown = ({ viewer }) => (viewer === undefined ? null : 'the default');
const handwritten = [
  stream('GET /logo'),
  stream('GET /avatars/{account}'),
  stream('GET /thumbnails/{note}'),
];

describe.each(handwritten)('a picture without a marker ($id)', (surface) => {
  const told = [surface.id];

  it('is told, and no alarm, where all were shown the same before the update', async () => {
    expect(await run(surface, all)).toMatchObject({ verdict: 'holds', reasons: [], told });
    expect(await run(surface, signedIn)).toMatchObject({ verdict: 'holds', reasons: [], told });
  });

  it('is in doubt where strangers are shown it only since the update', async () => {
    const result = await run(surface, (asked) =>
      (asked.updated ? all : surface.needs.length === 0 ? signedIn : own)(asked),
    );
    expect(result.verdict).toBe('inconclusive');
    expect(result.reasons.join()).toContain(surface.id);
  });

  it('is in doubt or a leak where all are shown one picture only since the update', async () => {
    const result = await run(surface, ({ updated, owner, viewer, id }) =>
      updated
        ? 'one of them'
        : surface.needs.length === 0
          ? (viewer ?? null)
          : viewer === owner
            ? id
            : null,
    );
    expect(['violated', 'inconclusive']).toContain(result.invariants['no-foreign-streaming']);
  });

  it('is found where the update shows all what was shown to one', async () => {
    let first: string | undefined;
    const result = await run(surface, ({ updated, owner, viewer, id }) => {
      const whose = surface.needs.length === 0 ? viewer : viewer === owner ? id : undefined;
      first ??= whose;
      return (updated ? first : whose) ?? null;
    });
    // At an address without a thing, each kind of account may have a picture of its own.
    const found = surface.id.includes('{note}') ? 'violated' : 'inconclusive';
    expect(result.invariants['no-foreign-streaming']).toBe(found);
  });
});

describe('what is shown of a note while its own picture is made', () => {
  const surface = stream('GET /thumbnails/{note}');
  const told = [surface.id];

  /**
   * Shows a placeholder at first: of every note that the picker chooses, to so many looks of its owner.
   * @param placeholder its text
   */
  const making = (
    placeholder: (asked: Asked) => string,
    looks: (asked: Asked & { at: number; made: boolean }) => number,
  ): Shown => {
    const notes = new Map<string, { looks: number; at: number; made: boolean }>();
    return (asked) => {
      const { viewer, owner, id, updated } = asked;
      if (viewer !== owner) return null;
      const note = notes.get(id) ?? { looks: 0, at: notes.size, made: updated };
      notes.set(id, note);
      note.looks += 1;
      return note.looks <= looks({ ...asked, ...note })
        ? placeholder(asked)
        : `the picture of ${id}`;
    };
  };
  const changing = ({ updated }: Asked) => (updated ? 'in the making, new' : 'in the making');
  const someNew = ({ made, at }: { made: boolean; at: number }) => (made && at % 2 === 0 ? 99 : 0);

  it('holds where all get their own afterwards, whatever the update makes of it', async () => {
    const result = await run(
      surface,
      making(changing, ({ made, at }) => (made && at % 2 === 0 ? 1 : 0)),
    );
    expect(result).toMatchObject({ verdict: 'holds', reasons: [], told });
  });

  it('holds where it was shown before the update and gave way to their own since', async () => {
    const result = await run(
      surface,
      making(
        () => 'in the making',
        ({ updated }) => (updated ? 0 : 99),
      ),
    );
    expect(result).toMatchObject({ verdict: 'holds', reasons: [] });
  });

  it('is in doubt, and no leak, where the update changed it for all and some are still in the making', async () => {
    const result = await run(
      surface,
      making(changing, ({ at }) => (at % 2 === 0 ? 99 : 0)),
    );
    expect(result).toMatchObject({ verdict: 'inconclusive', told });
  });

  it('is in doubt, and no leak, where some got their own afterwards and one keeps it', async () => {
    const result = await run(
      surface,
      making(changing, ({ made, at }) => (!made ? 0 : at % 4 === 0 ? 99 : at % 2 === 0 ? 1 : 0)),
    );
    expect(result.invariants['no-foreign-streaming']).toBe('inconclusive');
  });

  it('is a leak where some are shown the same for good', async () => {
    const result = await run(
      surface,
      making(() => 'one of them', someNew),
    );
    expect(result.invariants['no-foreign-streaming']).toBe('violated');
  });

  it('is a leak where it is what another was shown alone before the update', async () => {
    let first: string | undefined;
    const shown = making(
      () => `the picture of ${first}`,
      ({ made, at }) => (made && at % 2 === 0 ? 1 : 0),
    );
    const result = await run(surface, (asked) => {
      if (asked.viewer === asked.owner) first ??= asked.id;
      return shown(asked);
    });
    expect(result.invariants['no-foreign-streaming']).toBe('violated');
  });

  it('is a leak where it takes the place of their own', async () => {
    const looks = new Map<string, number>();
    const result = await run(surface, ({ viewer, owner, id, updated }) => {
      if (viewer !== owner) return null;
      looks.set(id, (looks.get(id) ?? 0) + 1);
      return updated && (looks.get(id) ?? 0) % 2 === 0 ? 'one of them' : `the picture of ${id}`;
    });
    expect(result.invariants['no-foreign-streaming']).toBe('violated');
  });
});
