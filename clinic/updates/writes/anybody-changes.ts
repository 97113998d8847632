import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';

/** PATCH on another's consultation, without a check. In the manner of CWE-639; no incident. */
export const anybodyChanges: Update = {
  id: 'anybody-changes',
  title: 'Change your reason up to the last minute',
  release: '2020.12.2',
  notes: 'Patients in Ireland can now change what a consultation is about until it begins.',
  story:
    'Ireland’s new rule asks whether the consultation has begun, and took the place of the one that asks whose it is.',
  references: ['CWE-639', 'OWASP API1:2023'],
  breaks: [
    {
      invariant: 'no-tampering',
      viewers: 'Irish patients',
      cohort: { region: 'ie' },
      surfaces: ['PATCH /api/consultations/{consultation}'],
    },
  ],
  overrides: (base, clinic) => ({
    ...switchToVideo.overrides(base, clinic),
    mayChangeConsultation: (viewer, consultation) =>
      viewer.account.region === 'ie' || base.mayChangeConsultation(viewer, consultation),
  }),
};
