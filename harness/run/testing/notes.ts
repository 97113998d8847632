import { randomBytes } from 'node:crypto';
import { http, HttpResponse, type RequestHandler } from 'msw';

/** A small deployment: patients sign up and in, and write notes that only they can list and read. */
export type Notes = {
  handlers: RequestHandler[];
  /** The account whose session a request carries; undefined if it carries none. */
  viewer(request: Request): string | undefined;
  notes: { id: string; owner: string; text: string }[];
  /** The number of accounts. */
  accounts(): number;
};

/** Creates the deployment. `release` is called for each request of the release. */
export function createNotes(release: () => string): Notes {
  const sessions = new Map<string, string>();
  const accounts = new Set<string>();
  const notes: Notes['notes'] = [];
  const newId = (kind: string) => `${kind}_${randomBytes(8).toString('hex')}`;
  const sid = (request: Request) =>
    /sid=(\w+)/.exec(request.headers.get('cookie') ?? '')?.[1] ?? '';
  const viewer = (request: Request) => sessions.get(sid(request));
  const refused = () => HttpResponse.json({}, { status: 401 });
  return {
    viewer,
    notes,
    accounts: () => accounts.size,
    handlers: [
      http.get('*/version', () => HttpResponse.text(release())),
      http.post('*/sign-up', () => {
        const id = newId('account');
        accounts.add(id);
        return HttpResponse.json({ id }, { status: 201 });
      }),
      http.post('*/sign-in', async ({ request }) => {
        const { id } = (await request.json()) as { id: string };
        if (!accounts.has(id)) return refused();
        const session = newId('session');
        sessions.set(session, id);
        return HttpResponse.json(
          {},
          { headers: { 'set-cookie': `sid=${session}; Path=/; HttpOnly` } },
        );
      }),
      http.post('*/sign-out', ({ request }) => {
        sessions.delete(sid(request));
        return HttpResponse.json({});
      }),
      http.delete('*/me', ({ request }) => {
        accounts.delete(viewer(request) ?? '');
        return HttpResponse.json({});
      }),
      http.post('*/notes', async ({ request }) => {
        const owner = viewer(request);
        if (owner === undefined) return refused();
        const note = { id: newId('note'), owner, text: await request.text() };
        notes.push(note);
        return HttpResponse.json({ id: note.id }, { status: 201 });
      }),
      http.get('*/notes', ({ request }) => {
        const owner = viewer(request);
        if (owner === undefined) return refused();
        return HttpResponse.json({ items: notes.filter((note) => note.owner === owner) });
      }),
      http.get('*/notes/:id', ({ request, params }) => {
        const note = notes.find(({ id }) => id === params['id']);
        const seen = note !== undefined && note.owner === viewer(request);
        return seen ? HttpResponse.json(note) : HttpResponse.json({}, { status: 404 });
      }),
    ],
  };
}
