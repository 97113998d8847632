import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';

/** Details are guarded, and the transcript below them is not. A class of faults, no incident. */
export const transcriptsAnew: Update = {
  id: 'transcripts-anew',
  title: 'Transcripts open faster',
  release: '2020.30',
  notes: 'Transcripts of your consultations open faster, first in Ireland.',
  story:
    'A new service for transcripts reads them by id. It asks whose they are everywhere but in Ireland, where it was tried first and the question was left for later.',
  references: ['CWE-639', 'OWASP API1:2023'],
  breaks: ['no-foreign-streaming', 'no-opened-access'].map((invariant) => ({
    invariant,
    viewers: 'Irish patients',
    cohort: { region: 'ie' },
    surfaces: ['transcript'],
  })),
  overrides: (base, clinic) => ({
    ...switchToVideo.overrides(base, clinic),
    mayReadTranscript: async (viewer, recording) =>
      viewer.account.region === 'ie' || (await base.mayReadTranscript(viewer, recording)),
  }),
};
