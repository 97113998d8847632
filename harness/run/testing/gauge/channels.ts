import type { Attempt } from '../../../domain/attempts/attempt.ts';
import type { Definition } from '../../../deployment/definition.ts';
import type { AskedSurface } from '../../../deployment/surfaces/surface.ts';
import { events, list, read, socket, stream } from '../../../deployment/surfaces/surfaces.ts';
import type { Worker } from '../../../exercise/worker/worker.ts';
import type { Person } from '../../../exercise/worker/worker.test-support.ts';
import { isFixed } from './answers.ts';
import type { Answer } from './answers.ts';

/**
 * The accounts and the answer that are sent through a channel: bob is the viewer, and ann owns what is foreign to him.
 */
export type Question = { worker: Worker; ann: Person; bob: Person; answer: Answer };

/** All channels. Each makes bob's attempt of an answer, or gives null if it cannot carry the answer. */
export const channels: Record<string, (question: Question) => Promise<Attempt | null>> = {
  'http request': overHttp,
  'server-sent events': async (question) =>
    question.answer.needs === undefined ? listening(question, events, 'events') : null,
  WebSocket: async (question) =>
    question.answer.needs === 'content encoding' ? null : listening(question, socket, 'live'),
  browser: inBrowser,
};

/** The fields of the definition that depend on the answer. */
export const describedFor = (answer: Answer): Partial<Definition> => ({
  surfaces: [surfaceOf(answer)],
  timeout: 5000,
  consultations: {
    create: async ({ http, token }) => (await http.post('/notes', { body: token('text') })).json(),
  },
  actions: {
    touch: { run: async ({ http, ids }) => void (await http.post(`/touch/${ids['chart']}`)) },
  },
});

function surfaceOf(answer: Answer): AskedSurface {
  const path = `GET /answers${isFixed(answer) ? '' : '/{chart}'}`;
  // Only the definition can say where the rows of an HTML page are.
  const options = answer.isPage ? { items: 'li' } : {};
  const surfaces: Record<Answer['gives'], () => AskedSurface> = {
    list: () => list(path, { shows: 'note', ...options }),
    read: () => read(path),
    stream: () => stream(path),
  };
  return surfaces[answer.gives]();
}

function overHttp({ worker, ann, bob, answer }: Question): Promise<Attempt> {
  const thing = isFixed(answer) ? null : ann.thing;
  return worker.attempt({ session: bob.session, surface: surfaceOf(answer), thing });
}

async function listening(
  { worker, ann, bob, answer }: Question,
  kind: typeof socket,
  folder: string,
): Promise<Attempt> {
  const surface = kind(`GET /${folder}${isFixed(answer) ? '' : '/{chart}'}`, {
    gives: answer.gives === 'list' ? 'list' : 'read',
    act: 'touch',
  });
  const attempts = await worker.listen({
    surface,
    owner: ann.session,
    thing: isFixed(answer) ? null : ann.thing,
    subject: ann.thing,
    listeners: [bob.session],
  });
  const isBobs = ({ viewer, variant }: Attempt) => viewer === bob.account.id && variant === 'plain';
  const found = attempts.find(isBobs);
  if (found === undefined) throw new Error(`bob was not heard: ${attempts[0]?.why}`);
  return found;
}

/** Observes the answer as a scenario does: the decoded body of a response, or a page with its shown rows. */
async function inBrowser({ worker, ann, bob, answer }: Question): Promise<Attempt> {
  const path = `/answers${isFixed(answer) ? '' : `/${ann.thing.ids['chart']}`}`;
  const got = await bob.session.http.get(path, { anyStatus: true, followRedirects: false });
  const rows = [...got.text().matchAll(/<li>(.*?)<\/li>/g)].map(([, text = '']) => text);
  return worker.observe({
    session: bob.session,
    surface: surfaceOf(answer).id,
    gives: answer.gives,
    thing: isFixed(answer) ? null : ann.thing,
    variant: 'browser',
    sentAt: Date.now(),
    answeredAt: Date.now(),
    status: got.status,
    headers: got.headers,
    received: [{ where: 'body', content: got.bytes() }],
    rows: answer.isPage ? rows : null,
    frames: [],
    sent: [got.url],
    channel: answer.gives === 'stream' ? 'media' : 'browser',
  });
}
