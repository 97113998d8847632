import { http, HttpResponse, type RequestHandler } from 'msw';
import { createNotes, type Notes } from './notes.ts';

export type Note = Notes['notes'][number] & { clinician?: string };
export type Share = { note: string; to: string; ended: boolean; until: number | null };

/** The data of a deployment for families: notes, and who may see them. */
export type Family = {
  notes: readonly Note[];
  /** The guardian of each child. */
  guardians: Map<string, string>;
  /** Former guardians, by child. */
  removed: Map<string, string>;
  shares: Share[];
  updated: boolean;
};

/** Whether a viewer sees a foreign note, in a list or on its own. Tests hand in faulty rules. */
export type Sees = (family: Family, viewer: string, note: Note, where: 'list' | 'read') => boolean;

/** The correct rule: guardians see their child's notes, and other accounts see a note while it is shared with them. */
export const asItShould: Sees = ({ guardians, shares }, viewer, note) =>
  guardians.get(note.owner) === viewer ||
  shares.some((share) => share.note === note.id && share.to === viewer && isOpen(share));

const isOpen = ({ ended, until }: Share): boolean =>
  !ended && (until === null || Date.now() < until);

/** Creates a deployment of notes with guardians, clinicians and shares, as msw handlers. */
export function createFamily(sees: Sees): {
  family: Family;
  handlers: RequestHandler[];
  /** The account that asks; empty: nobody is signed in. */
  viewer(request: Request): string;
} {
  const family: Family & { notes: Note[] } = {
    notes: [],
    guardians: new Map(),
    removed: new Map(),
    shares: [],
    updated: false,
  };
  const base = createNotes(() => (family.updated ? '2' : '1'));
  const me = (request: Request) => base.viewer(request) ?? '';
  const ok = () => HttpResponse.json({});
  const refused = (status = 404) => HttpResponse.json({}, { status });
  const ownOf = (request: Request, id: unknown) =>
    family.notes.find((note) => note.id === id && note.owner === me(request));
  const handlers = [
    http.put('*/children/:child', ({ request, params }) => {
      family.guardians.set(String(params['child']), me(request));
      return ok();
    }),
    http.delete('*/children/:child', ({ request, params }) => {
      family.removed.set(String(params['child']), me(request));
      family.guardians.delete(String(params['child']));
      return ok();
    }),
    http.post('*/notes', async ({ request }) => {
      const id = `note_${crypto.randomUUID()}`;
      family.notes.push({
        id,
        owner: me(request),
        ...((await request.json()) as { text: string }),
      });
      return HttpResponse.json({ id }, { status: 201 });
    }),
    http.put('*/notes/:id/shares/:to', async ({ request, params }) => {
      const note = ownOf(request, params['id']);
      const { seconds } = (await request.json()) as { seconds?: number };
      if (note === undefined) return refused();
      const until = seconds === undefined ? null : Date.now() + seconds * 1000;
      family.shares.push({ note: note.id, to: String(params['to']), ended: false, until });
      return HttpResponse.json({ until });
    }),
    http.delete('*/notes/:id/shares/:to', ({ request, params }) => {
      const note = ownOf(request, params['id']);
      const shares = family.shares.filter(
        (share) => share.note === note?.id && share.to === params['to'],
      );
      for (const share of shares) share.ended = true;
      return shares.length > 0 ? ok() : refused();
    }),
    http.get('*/notes', ({ request }) => {
      const viewer = me(request);
      if (viewer === '') return refused(401);
      const items = family.notes.filter(
        (note) => note.owner === viewer || sees(family, viewer, note, 'list'),
      );
      return HttpResponse.json({
        items: items.map(({ id, owner, text }) => (owner === viewer ? { id, text } : { id })),
      });
    }),
    http.get('*/notes/:id', ({ request, params }) => {
      const viewer = me(request);
      const note = family.notes.find(({ id }) => id === params['id']);
      if (viewer === '' || note === undefined) return refused();
      return note.owner === viewer || sees(family, viewer, note, 'read')
        ? HttpResponse.json({ id: note.id, text: note.text })
        : refused();
    }),
    ...base.handlers,
  ];
  return { family, handlers, viewer: me };
}
