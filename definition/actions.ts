import type { Definition } from '../harness/index.ts';
import { book, hangUp, shareUntil, startCall, uploadChunk } from './clinic-api.ts';

/** What patients do to a consultation of theirs, in the order that the clinic allows. */
export const actions: Definition['actions'] = {
  book: {
    creates: true,
    run: async ({ http, token, staff }) =>
      book(http, staff?.ids['clinician'], 'audio', token('reason')),
  },
  addDocument: {
    run: async ({ http, ids, token }) =>
      void (await http.post(`/api/consultations/${ids['consultation']}/documents`, {
        json: { title: token('document title'), text: token('document text') },
      })),
  },
  share: {
    run: async ({ http, ids }) => {
      const until = new Date(Date.now() + 24 * 3600 * 1000);
      return { share: (await shareUntil(http, ids['consultation'], until)).id };
    },
  },
  startCall: {
    until: ['startCall'],
    makes: { call: 'audio' },
    run: async ({ http, ids }) => ({
      call: await startCall(http, ids['consultation'] ?? '', 'audio'),
    }),
  },
  switchToVideo: {
    after: ['startCall'],
    until: ['switchToVideo', 'hangUp'],
    since: 'after-update',
    makes: { call: 'audio-then-video' },
    run: async ({ http, ids }) =>
      void (await http.post(`/api/calls/${ids['call']}/switch-to-video`)),
  },
  hangUp: {
    after: ['startCall'],
    until: ['hangUp'],
    async run({ http, ids, media }) {
      const call = ids['call'] ?? '';
      await uploadChunk(http, call, await media.audio('recording'), 'audio');
      return { recording: await hangUp(http, call) };
    },
  },
};
