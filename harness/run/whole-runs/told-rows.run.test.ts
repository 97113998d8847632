import { describe, expect, it } from 'vitest';
import { page, read } from '../../deployment/surfaces/surfaces.ts';
import { json } from '../../exercise/http/serve.test-support.ts';
import { deploy, describeDeployment, noteAt } from '../../exercise/worker/worker.test-support.ts';
import type { Note } from '../../exercise/worker/worker.test-support.ts';
import { resultOf, sweepAndJudge, sweepBothSides } from './sweep-and-judge.test-support.ts';

type Fields = Record<string, unknown>;

const stranger = { id: 'note_5d41402abc4b2a76', owner: 'acc_b9719d911017c592', text: 'hidden' };
/** Answers that list the viewer's notes in the shapes of real APIs, which are described as a `read`. */
const shapes: Record<string, (rows: readonly Fields[]) => unknown> = {
  'beside `from` and `to`': (rows) => ({ from: '2026-01-01', to: '2026-12-31', visits: rows }),
  'in a path, with `success`': (rows) => ({ success: true, x: { list: rows } }),
  'under `ocs.data`': (rows) => ({ ocs: { meta: { status: 'ok' }, data: { x: rows } } }),
  'as the answer itself': (rows) => rows,
  'under a strange key': (rows) => ({ duration: 3, 'my notes': rows, options: [{ id: 'o1' }] }),
};

describe.each(Object.entries(shapes))('rows %s', (_, shape) => {
  const run = async (rowsOf: (own: readonly Fields[]) => readonly Fields[]) => {
    const { url } = await deploy({
      'GET /overview': (deployment, request, response) => {
        const viewer = deployment.viewer(request);
        if (viewer === undefined) return json(response, {}, 401);
        json(response, shape(rowsOf(deployment.notes.filter(({ owner }) => owner === viewer))));
      },
    });
    return resultOf(await sweepAndJudge(url, [read('GET /overview')]), 'no-foreign-reading');
  };

  it('of the viewer hold', async () => {
    expect(await run((own) => own)).toEqual({ verdict: 'holds', owners: [], reasons: [] });
  });

  it('of nobody among the viewer\u2019s are a leak', async () => {
    const result = await run((own) => [...own, stranger]);
    expect(result).toMatchObject({ verdict: 'violated', owners: ['unknown'] });
  });
});

/** Sweeps a server before and after an update. `answer`: what the surface gives of a note, or of the viewer's notes. */
async function runUpdate(
  surface: 'GET /notes/{note}' | 'GET /overview',
  answer: (notes: readonly Note[], isUpdated: boolean) => unknown,
) {
  let isUpdated = false;
  const { url } = await deploy({
    'GET /notes/{}': (deployment, request, response) => {
      const note = noteAt(deployment, request);
      const isOwn = note !== undefined && note.owner === deployment.viewer(request);
      if (!isOwn) return json(response, {}, deployment.viewer(request) ? 404 : 401);
      json(response, answer([note], isUpdated));
    },
    'GET /overview': (deployment, request, response) => {
      const viewer = deployment.viewer(request);
      if (viewer === undefined) return json(response, {}, 401);
      json(
        response,
        answer(
          deployment.notes.filter(({ owner }) => owner === viewer),
          isUpdated,
        ),
      );
    },
  });
  const judged = await sweepBothSides(url, [read(surface)], () => (isUpdated = true));
  const { verdict, owners, reasons } = resultOf(judged, 'no-foreign-reading');
  const passedOver = judged.verdict.coverage.passedOver.flatMap(({ places }) => places);
  return { verdict, owners, reasons: reasons?.join(), passedOver };
}

const message = (number: number, from: string, text: string) => ({
  id: `5d41402abc4b2a7${number}`,
  from: { user: from },
  text,
});
const clinic = message(1, 'acc_b9719d911017c592', 'Welcome');

describe('rows nested in a consultation', () => {
  const consultation = ([note]: readonly Note[], more: readonly Fields[]) => ({
    ...note,
    messages: [message(2, note?.owner ?? '', note?.text ?? ''), ...more],
    participants: [
      { id: note?.owner, role: 'patient' },
      { id: clinic.from.user, role: 'clinician' },
    ],
    permissions: [{ id: '0cc175b9c0f1b6a831', name: 'read' }],
  });

  it('may be the clinic\u2019s, as before the update', async () => {
    const result = await runUpdate('GET /notes/{note}', (notes) => consultation(notes, [clinic]));
    expect(result).toMatchObject({ verdict: 'holds', owners: [], reasons: '' });
    expect(result.passedOver).toEqual(['$.permissions[]', '$.messages[]', '$.participants[]']);
  });

  it('are in doubt where they are the clinic\u2019s since the update', async () => {
    const result = await runUpdate('GET /notes/{note}', (notes, isUpdated) =>
      consultation(notes, isUpdated ? [clinic] : []),
    );
    expect(result).toMatchObject({ verdict: 'inconclusive', owners: [] });
    expect(result.reasons).toContain('at $.messages[*]');
  });

  it('raise no alarm in a catalogue that is new', async () => {
    const result = await runUpdate('GET /notes/{note}', ([note], isUpdated) => ({
      ...note,
      medication: isUpdated ? [{ id: 'drug_5d41402abc4b2a76', name: 'aspirin' }] : [],
    }));
    expect(result).toMatchObject({ verdict: 'holds', owners: [], reasons: '' });
  });
});

describe('rows nested in an account', () => {
  const account = (notes: readonly Note[], more: readonly Fields[]) => ({
    id: notes[0]?.owner,
    notes: [...notes, ...more],
  });

  it('are a leak where all were the viewer\u2019s before the update', async () => {
    const result = await runUpdate('GET /overview', (notes, isUpdated) =>
      account(notes, isUpdated ? [stranger] : []),
    );
    expect(result).toMatchObject({ verdict: 'violated', owners: ['unknown'] });
  });

  it('are in doubt where others\u2019 stood there before the update too', async () => {
    const result = await runUpdate('GET /overview', (notes) => account(notes, [stranger]));
    expect(result).toMatchObject({ verdict: 'inconclusive', owners: [] });
  });

  it('hold where none but the viewer\u2019s do', async () => {
    const result = await runUpdate('GET /overview', (notes) => account(notes, []));
    expect(result).toEqual({ verdict: 'holds', owners: [], reasons: '', passedOver: [] });
  });
});

describe('people beside the viewer', () => {
  const team = (viewer: string | undefined, more: readonly Fields[]) => ({
    team: [{ id: viewer, role: 'patient' }, ...more],
    authors: [{ id: '0cc175b9c0f1b6a831', user: { id: viewer } }, ...more],
  });
  const doctor = { id: clinic.from.user, user: { id: clinic.from.user }, role: 'clinician' };
  const withTeam = (notes: readonly Note[], more: readonly Fields[]) => ({
    about: notes[0]?.text,
    ...team(notes[0]?.owner, more),
  });

  it('raise no alarm, with an update or without', async () => {
    const result = await runUpdate('GET /overview', (notes) => withTeam(notes, [doctor]));
    expect(result).toMatchObject({ verdict: 'holds', owners: [], reasons: '' });
    const { url } = await deploy({
      'GET /overview': (deployment, request, response) => {
        const viewer = deployment.viewer(request);
        if (viewer === undefined) return json(response, {}, 401);
        json(response, team(viewer, [doctor]));
      },
    });
    const once = await sweepAndJudge(url, [read('GET /overview')]);
    expect(resultOf(once, 'no-foreign-reading')).toMatchObject({ verdict: 'holds', owners: [] });
  });

  it('are in doubt where they are there since the update', async () => {
    const result = await runUpdate('GET /overview', (notes, isUpdated) =>
      withTeam(notes, isUpdated ? [doctor] : []),
    );
    expect(result).toMatchObject({ verdict: 'inconclusive', owners: [] });
  });
});

describe('rows with short ids', () => {
  const run = async (rowsOf: (id: number, person: number) => unknown) => {
    const people: string[] = [];
    let notes = 0;
    const { url } = await deploy({
      'POST /sign-up': (_, __, response) => {
        people.push(String(people.length + 1));
        json(response, { id: people.at(-1) }, 201);
      },
      'POST /notes': (_, __, response) => json(response, { id: String((notes += 1)) }, 201),
      'GET /overview': (deployment, request, response) => {
        const viewer = deployment.viewer(request);
        if (viewer === undefined) return json(response, {}, 401);
        json(response, rowsOf(Number(viewer), Number(viewer)));
      },
    });
    const { accounts } = describeDeployment(url);
    const judged = await sweepAndJudge(url, [read('GET /overview')], {
      accounts: {
        ...accounts,
        create: async ({ http }) => {
          const { id } = (await http.post('/sign-up')).json<{ id: string }>();
          return { credentials: { id }, ids: { patient: id } };
        },
      },
    });
    return resultOf(judged, 'no-foreign-reading');
  };

  it('are a leak in a field that has the id\u2019s name', async () => {
    const result = await run((id) => ({ success: true, notes: [{ id }, { id: 77 }] }));
    expect(result).toMatchObject({ verdict: 'violated', owners: ['unknown'] });
  });

  it('are a leak in a field that has an owner\u2019s name', async () => {
    const result = await run((id, patient) => ({
      from: 1,
      letters: [
        { id: 900 + id, patientId: patient },
        { id: 990, patientId: 77 },
      ],
    }));
    expect(result).toMatchObject({ verdict: 'violated', owners: ['unknown'] });
  });

  it('raise no alarm as numbers of anything else', async () => {
    const result = await run((id, patient) => ({
      patientId: patient,
      reasons: [1, 2, 3, 4].map((reason) => ({ id: reason, code: `r${reason}` })),
    }));
    expect(result).toMatchObject({ verdict: 'holds', owners: [] });
  });
});

describe('rows beside each other', () => {
  const inbox = (notes: readonly Note[], more: readonly Fields[]) => ({
    unread: 2,
    inbox: [...notes.map(({ text }, index) => message(index + 2, '', text)), ...more],
  });

  it('may be news, as before the update', async () => {
    const result = await runUpdate('GET /overview', (notes) => inbox(notes, [clinic]));
    expect(result).toMatchObject({ verdict: 'holds', owners: [], reasons: '' });
  });

  it('are a leak where all were the viewer\u2019s before the update', async () => {
    const result = await runUpdate('GET /overview', (notes, isUpdated) =>
      inbox(notes, isUpdated ? [clinic] : []),
    );
    expect(result).toMatchObject({ verdict: 'violated', owners: ['unknown'] });
  });

  it('are a leak in the answer to an account that is shown none of its own', async () => {
    let asked = 0;
    const result = await runUpdate('GET /overview', (notes, isUpdated) => {
      asked += isUpdated ? 1 : 0;
      return { from: '2026', notes: isUpdated && asked % 3 === 0 ? [stranger] : notes };
    });
    expect(result).toMatchObject({ verdict: 'violated', owners: ['unknown'] });
  });
});

describe('rows of a page without `items`', () => {
  const pageOf = (rows: string, more = '') =>
    `<!doctype html><body><nav><ul><li><a href="/">Home</a></li><li><a href="/help">Help</a></li></ul></nav>
    <main><h1>Notes</h1>${rows}</main>${more}`;
  const ways: Record<string, (notes: readonly Note[]) => string> = {
    'li with links': (notes) =>
      `<ul>${notes.map(({ id, text }) => `<li><a href="/notes/${id}">${text}</a></li>`).join('')}</ul>`,
    'tr with data attributes': (notes) =>
      `<table><tr><th>Note</th></tr>${notes
        .map(({ id, text }) => `<tr data-note-id="${id}"><td>${text}</td></tr>`)
        .join('')}</table>`,
    'div with a class': (notes) =>
      notes
        .map(({ id, text }) => `<div class="card x${id}" id="${id}"><p>${text}</p></div>`)
        .join(''),
  };
  const run = async (write: (notes: readonly Note[]) => string) => {
    const { url } = await deploy({
      'GET /overview': (deployment, request, response) => {
        const viewer = deployment.viewer(request);
        if (viewer === undefined) return json(response, {}, 401);
        const own = deployment.notes.filter(({ owner }) => owner === viewer);
        response.writeHead(200, { 'content-type': 'text/html' });
        response.end(write(own));
      },
    });
    return resultOf(
      await sweepAndJudge(url, [page('GET /overview', { gives: 'list' })], {}, { things: 2 }),
    );
  };

  describe.each(Object.entries(ways))('%s', (_, write) => {
    it('hold where all are the viewer\u2019s', async () => {
      expect(await run((notes) => pageOf(write(notes)))).toMatchObject({ verdict: 'holds' });
    });

    it('are a leak where some are nobody\u2019s', async () => {
      const result = await run((notes) => pageOf(write([...notes, stranger])));
      expect(result).toMatchObject({ verdict: 'violated', owners: ['unknown'] });
    });
  });

  it('are no list where only one stands for a thing of the viewer', async () => {
    const menu = (notes: readonly Note[]) =>
      `<ul><li><a href="/notes/${notes[0]?.id}">${notes[0]?.text}</a></li><li><a href="/notes/new_5d41402abc4b2a76">New</a></li></ul>`;
    expect(await run((notes) => pageOf(menu(notes)))).toMatchObject({ verdict: 'holds' });
  });
});
