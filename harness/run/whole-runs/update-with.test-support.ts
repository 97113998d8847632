import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Definition } from '../../deployment/definition.ts';
import type { AskedSurface } from '../../deployment/surfaces/surface.ts';
import { list, read, stream } from '../../deployment/surfaces/surfaces.ts';
import { json } from '../../exercise/http/serve.test-support.ts';
import { deploy, describeDeployment, noteAt } from '../../exercise/worker/worker.test-support.ts';
import type { Note, Routes } from '../../exercise/worker/worker.test-support.ts';
import { ownNote, ownNotes } from '../testing/own-notes.ts';
import { runWhole } from '../testing/run-whole.ts';

/** An answer with headers of its own. */
export class Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;

  constructor(status: number, headers: Reply['headers'], body: Reply['body'] = '') {
    this.status = status;
    this.headers = headers;
    this.body = body;
  }
}

export type Asker = {
  /** Undefined without a session. */
  viewer: string | undefined;
  updated: boolean;
  note: Note | undefined;
  notes: readonly Note[];
  isClinician: boolean;
  request: IncomingMessage;
  /** Requests to this address since the update. */
  since: number;
};

/** One more address of a deployment of notes: a status, or a body. */
export type Answering = (asker: Asker) => number | object;

/** What a definition has beside; `accounts` are merged with the usual ones. */
export type More = Omit<Partial<Definition>, 'accounts'> & {
  accounts?: Partial<Definition['accounts']>;
};

/** Takes a deployment of notes with one more address through an update. */
export async function updateWith(
  surface: AskedSurface,
  answer: Answering,
  { accounts, ...more }: More = {},
  routes: Routes = {},
) {
  let updated = false;
  let since = 0;
  const clinicians = new Set<string>();
  const answered: Routes[string] = (deployment, request, response) => {
    const viewer = deployment.viewer(request);
    const note = noteAt(deployment, request);
    if (updated) since += 1;
    const isClinician = clinicians.has(viewer ?? '');
    const { notes } = deployment;
    const given = answer({ viewer, updated, note, notes, isClinician, request, since });
    if (typeof given === 'number') return json(response, {}, given);
    if (given instanceof Reply)
      return void response.writeHead(given.status, given.headers).end(given.body);
    if (!Buffer.isBuffer(given)) return json(response, given);
    response.writeHead(200, { 'content-type': 'video/webm' }).end(given);
  };
  const { url } = await deploy({
    'GET /version': (_, __, response) => void response.end(updated ? '2' : '1'),
    'POST /sign-up': (_, __, response, role) => {
      const id = `acc_${randomBytes(9).toString('hex')}`;
      if (role === 'clinician') clinicians.add(id);
      json(response, { id }, 201);
    },
    ...ownNotes,
    'GET /films/{}': ownNote,
    [surface.id.replace('{note}', '{}')]: answered,
    ...routes,
  });
  const described = describeDeployment(url);
  const { verdict } = await runWhole(
    {
      ...described,
      url,
      accounts: {
        ...described.accounts,
        async create({ http, role }) {
          const { id } = (await http.post('/sign-up', { body: role })).json<{ id: string }>();
          return { credentials: { id }, ids: { account: id } };
        },
        secondFactor: { none: 'there is none' },
        ...accounts,
      },
      surfaces: [
        list('GET /notes', { shows: 'note' }),
        read('GET /notes/{note}'),
        stream('GET /films/{note}'),
        surface,
      ],
      browser: { none: 'there are no pages' },
      ...more,
    },
    () => void (updated = true),
  );
  const opened = verdict.access?.opened.filter(({ judged }) => judged) ?? [];
  return {
    verdict: verdict.verdict,
    invariant: verdict.invariants.find(({ id }) => id === 'no-opened-access')?.verdict,
    opened: [...new Set(opened.map(({ surface: id, role }) => `${id} ${role}`))],
    reasons: verdict.reasons,
    access: verdict.access,
  };
}

export const imported = (surface: AskedSurface): AskedSurface => ({ ...surface, imported: true });
export const isOwn = ({ viewer, note }: Asker): boolean =>
  viewer !== undefined && note?.owner === viewer;
