import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';

/** A room that opens to whoever knows its consultation's id. In the manner of CWE-639; no incident. */
export const roomWithoutCheck: Update = {
  id: 'room-without-check',
  title: 'Join a consultation’s room from a notification',
  release: '2020.11.1',
  notes: 'In the app, tapping a notification now takes you straight into the consultation’s room.',
  story:
    'The room learned to open from a notification, and took its id for proof that whoever has it was told. Only the app sends such links, so only its sessions are let in without a question.',
  references: ['CWE-639', 'CWE-1385', 'OWASP API1:2023'],
  breaks: ['no-foreign-reading', 'no-opened-access'].map((invariant) => ({
    invariant,
    viewers: 'patients who use the app',
    cohort: { client: 'app' },
    surfaces: ['room'],
  })),
  overrides: (base, clinic) => ({
    ...switchToVideo.overrides(base, clinic),
    mayEnterRoom: (viewer, consultation) =>
      viewer.session.client === 'app' || base.mayEnterRoom(viewer, consultation),
    // Who is in the room hears all that happens there.
    mayHear: (listener, notice) =>
      listener.consultationId === null
        ? base.mayHear(listener, notice)
        : listener.consultationId === notice.consultationId,
  }),
};
