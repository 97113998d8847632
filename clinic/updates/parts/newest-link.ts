import { linkAddress } from '../../links/media-link.ts';
import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';

const latest = `SELECT id FROM recordings WHERE clinician_id = :clinicianId AND status = 'ready'
  ORDER BY started_at DESC, id DESC LIMIT 1`;

/** One’s own list carries fresh signed addresses of others’ recordings. A class of faults, no incident. */
export const newestLink: Update = {
  id: 'newest-link',
  title: 'Replays play from the list',
  release: '2020.39',
  notes: 'Press play in the list of your consultation replays.',
  story:
    'The list gives signed addresses. For calls that were switched to video the recording is looked up by its clinician, since such calls have two parts, and the newest one is taken, whoever’s it is.',
  references: ['CWE-639', 'CWE-706', 'OWASP API1:2023'],
  breaks: ['no-foreign-listing', 'no-foreign-reading', 'no-foreign-streaming'].map((invariant) => ({
    invariant,
    viewers: 'patients who switched to video and whose clinician had another patient since',
    cohort: { call: 'audio-then-video' },
    surfaces: ['addresses in the list of replays'],
  })),
  overrides: (base, clinic) => ({
    ...switchToVideo.overrides(base, clinic),
    mediaAddress: (viewer, { id, clinicianId, switchedAt }) => {
      const { id: newest = id } = clinic.store.get<{ id: string }>(latest, { clinicianId }) ?? {};
      const link = {
        recordingId: switchedAt === null ? id : newest,
        expiresAt: base.endOfMediaLink(viewer),
      };
      return linkAddress(link, base.signMediaLink(viewer, link));
    },
  }),
};
