import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';

const first = 100_001;
const next = `SELECT coalesce(max(CAST(id AS INTEGER)), ${first - 1}) + 1 AS next
  FROM consultations WHERE id GLOB '[0-9]*'`;

/** New consultations have numbers, and whoever knows a number may read. */
export const numberedConsultations: Update = {
  id: 'numbered-consultations',
  title: 'Booking numbers that can be read out',
  release: '2020.7+numbered-consultations',
  notes: 'Your booking has a number now that you can tell us on the telephone.',
  story:
    'Random ids became numbers that count up, for people to read out. A check that was never written had not been missed while ids could not be guessed.',
  references: ['CWE-340', 'CWE-639', 'OWASP API1:2023'],
  breaks: ['no-foreign-reading', 'no-opened-access'].map((invariant) => ({
    invariant,
    viewers: 'everybody who is signed in',
    cohort: {},
    owners: { booking: 'after' },
    surfaces: ['consultation'],
  })),
  mayBreak: ['no-access-after-revocation'],
  overrides: (base, clinic) => ({
    ...switchToVideo.overrides(base, clinic),
    bookConsultation: async (viewer, booking) => {
      const { id } = await base.bookConsultation(viewer, booking);
      const number = clinic.store.get<{ next: number }>(next)?.next ?? first;
      clinic.store.run('UPDATE consultations SET id = :to WHERE id = :id', {
        to: String(number),
        id,
      });
      const booked = await base.findConsultation(String(number));
      if (booked === null) throw new Error('The booking was not kept.');
      return booked;
    },
    mayReadConsultation: (viewer, consultation) =>
      /^\d+$/.test(consultation.id) || base.mayReadConsultation(viewer, consultation),
  }),
};
