import { events, figure, list, socket } from '../harness/index.ts';

/** What tells patients what happens, and where they search. */
export const liveSurfaces = [
  events('GET /api/live', { gives: 'list', act: 'addDocument' }),
  socket('GET /api/consultations/{consultation}/live', { gives: 'read', act: 'addDocument' }),
  figure('GET /api/counts', '$.unread'),
  // Every token begins with these digits, so that each consultation is found.
  list('GET /api/search?q=3333', { shows: 'consultation' }),
  list('GET /api/slots', { unattributed: 'when clinicians are free is public' }),
  figure('GET /api/waiting-room', '$.place'),
];

/** What moves by design when others book. */
export const shared = [
  { surface: 'GET /api/waiting-room', path: '$.place', why: 'all who booked wait in one queue' },
];
