import { selectRecording } from '../../recordings/recording.ts';
import type { Recording } from '../../recordings/recording.ts';
import type { Viewer } from '../../sign-in/account.ts';
import { pageParameters, toPage } from '../../store/page.ts';
import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';

/** How many replays the list shows beyond one's own. */
const mostShared = 50;

const addParty = `INSERT INTO parties (consultation_id, account_id, patient_id)
  VALUES (:consultation, :account, :patient)`;
const enterVideo = 'UPDATE parties SET in_video = 1 WHERE consultation_id = :consultation';

/** What a viewer reaches through the parties that are in video calls. */
const reached = `FROM parties y
  JOIN recordings s ON s.status = 'ready' AND s.patient_id = coalesce(y.patient_id, s.patient_id)
  WHERE y.account_id = :viewer AND y.in_video = 1`;
const visible = `(
  SELECT id FROM recordings WHERE patient_id = :viewer AND status = 'ready'
  UNION
  SELECT id FROM (SELECT DISTINCT s.id, s.started_at ${reached}
    ORDER BY s.started_at DESC, s.id DESC LIMIT ${mostShared}))`;
const list = `${selectRecording} WHERE r.id IN ${visible} AND (r.started_at, r.id) < (:at, :after)
  ORDER BY r.started_at DESC, r.id DESC LIMIT :rows`;
const count = `SELECT count(*) AS total FROM ${visible}`;

/**
 * Babylon Health, June 2020: the same feature, with the leak that three patients met.
 *
 * Babylon never published the code; this is in its manner. Video calls run through a gateway that
 * knows parties, not patients, so every booking gets a party. Bookings from before the update are
 * migrated with their patient. The UK's gateway was to learn the patient from the practice list
 * later, so that a new UK booking's party has none, and nobody ever fills it in. Switching lets
 * the party into the replays, where `coalesce` reads a missing patient as "any patient".
 */
export const babylon2020: Update = {
  id: 'babylon-2020',
  title: 'Switch from audio to video during a call',
  release: '2020.6.1',
  notes: 'You can now turn your camera on in the middle of an audio call.',
  breaks: [
    'no-foreign-listing',
    'no-foreign-reading',
    'no-foreign-streaming',
    'no-opened-access',
  ].map((invariant) => ({
    invariant,
    viewers: 'UK patients who booked after the update and switched to video during that call',
    cohort: { region: 'uk', booking: 'after', call: 'audio-then-video' },
    surfaces: ['replays', 'recording', 'media', 'thumbnail', 'transcript', 'player'],
  })),
  migration: `
    CREATE TABLE IF NOT EXISTS parties (
      consultation_id TEXT PRIMARY KEY REFERENCES consultations ON DELETE CASCADE,
      account_id TEXT NOT NULL REFERENCES accounts ON DELETE CASCADE,
      patient_id TEXT,
      in_video INTEGER NOT NULL DEFAULT 0
    ) STRICT;
    CREATE INDEX IF NOT EXISTS parties_by_account ON parties (account_id, in_video);
    INSERT OR IGNORE INTO parties (consultation_id, account_id, patient_id)
      SELECT id, patient_id, patient_id FROM consultations;`,
  overrides: (base, clinic) => {
    const { store } = clinic;
    const healthy = switchToVideo.overrides(base, clinic);
    const reaches = ({ account }: Viewer, { id }: Recording): boolean =>
      store.get(`SELECT 1 ${reached} AND s.id = :id`, { viewer: account.id, id }) !== undefined;

    return {
      bookConsultation: async (viewer, booking) => {
        const booked = await base.bookConsultation(viewer, booking);
        const { id: account, region } = viewer.account;
        const patient = region === 'uk' ? null : account;
        store.run(addParty, { consultation: booked.id, account, patient });
        return booked;
      },
      switchToVideo: async (viewer, call) => {
        const switched = (await healthy.switchToVideo?.(viewer, call)) ?? null;
        if (switched) store.run(enterVideo, { consultation: call.consultationId });
        return switched;
      },
      visibleReplays: (viewer, page) => {
        if (viewer.account.role !== 'patient') return base.visibleReplays(viewer, page);
        const who = { viewer: viewer.account.id };
        const found = store.all<Recording>(list, { ...who, ...pageParameters(page) });
        const total = store.get<{ total: number }>(count, who)?.total ?? 0;
        return toPage(found, page, total, ({ startedAt, id }) => ({ at: startedAt, id }));
      },
      mayReadRecording: async (viewer, recording) =>
        (await base.mayReadRecording(viewer, recording)) || reaches(viewer, recording),
      mayStream: async (viewer, recording) =>
        (await base.mayStream(viewer, recording)) || reaches(viewer, recording),
      maySeeThumbnail: async (viewer, recording) =>
        (await base.maySeeThumbnail(viewer, recording)) || reaches(viewer, recording),
      mayReadTranscript: async (viewer, recording) =>
        (await base.mayReadTranscript(viewer, recording)) || reaches(viewer, recording),
    };
  },
};
