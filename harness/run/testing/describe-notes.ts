import type { Definition } from '../../deployment/definition.ts';
import { list, noSurface, read } from '../../deployment/surfaces/surfaces.ts';

/** The definition of the deployment in `notes.ts`. */
export function describeNotes(url: string, more: Partial<Definition> = {}): Definition {
  return {
    name: 'Notes',
    url,
    // More than it ever takes on a busy machine.
    timeout: 20_000,
    release: async ({ http }) => (await http.get('/version')).text(),
    accounts: {
      create: async ({ http }) => ({
        credentials: { id: (await http.post('/sign-up')).json<{ id: string }>().id },
      }),
      signIn: async ({ http, account }) =>
        void (await http.post('/sign-in', { json: account.credentials })),
      signOut: async ({ http }) => void (await http.post('/sign-out')),
      remove: async ({ http }) => void (await http.delete('/me')),
      secondFactor: { none: 'patients sign in with one secret' },
    },
    consultations: {
      create: async ({ http, token }) => ({
        note: (await http.post('/notes', { body: `about ${token('text')}` })).json<{ id: string }>()
          .id,
      }),
    },
    surfaces: [
      list('GET /notes', { shows: 'note' }),
      read('GET /notes/{note}'),
      noSurface('stream', 'notes are text'),
    ],
    browser: { none: 'there are no pages' },
    ...more,
  };
}
