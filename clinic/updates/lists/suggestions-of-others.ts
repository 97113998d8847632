import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';

const ofRegion = `SELECT c.reason FROM consultations c JOIN accounts p ON p.id = c.patient_id
  WHERE p.region = :region AND instr(lower(c.reason), lower(:text)) > 0
  GROUP BY c.reason ORDER BY max(c.booked_at) DESC LIMIT 5`;

/** Suggestions that are made of what others wrote. In the manner of CWE-200; no incident. */
export const suggestionsOfOthers: Update = {
  id: 'suggestions-of-others',
  title: 'Better suggestions while you search',
  release: '2020.11.6',
  notes: 'Patients in Ireland are now offered more suggestions while they search.',
  story:
    'Few patients had enough consultations of their own to be offered anything. For the first country, suggestions are made of what all its patients wrote, word by word.',
  references: ['CWE-200', 'CWE-359', 'OWASP API3:2023'],
  breaks: [
    {
      invariant: 'no-foreign-listing',
      viewers: 'Irish patients',
      cohort: { region: 'ie' },
      owners: { region: 'ie' },
      surfaces: ['search'],
    },
  ],
  overrides: (base, clinic) => ({
    ...switchToVideo.overrides(base, clinic),
    suggestSearches: (viewer, text) => {
      const { region } = viewer.account;
      if (region !== 'ie') return base.suggestSearches(viewer, text);
      return clinic.store
        .all<{ reason: string }>(ofRegion, { region, text })
        .map((row) => row.reason);
    },
  }),
};
