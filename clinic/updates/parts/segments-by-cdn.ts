import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';

/** The playlist is guarded, and its segments are open to all who are signed in. A class of faults, no incident. */
export const segmentsByCdn: Update = {
  id: 'segments-by-cdn',
  title: 'Smoother playback',
  release: '2020.32',
  notes: 'Recordings play without interruptions, from servers near you.',
  story:
    'Segments moved to a content delivery network that checks whether somebody is signed in. Whose the recording is only the playlist asks.',
  references: ['CWE-862', 'OWASP API1:2023'],
  breaks: ['no-foreign-streaming'].map((invariant) => ({
    invariant,
    viewers: 'everybody who is signed in',
    cohort: {},
    surfaces: ['segments of a playlist'],
  })),
  overrides: (base, clinic) => ({
    ...switchToVideo.overrides(base, clinic),
    mayReadSegment: (viewer) => viewer !== null,
  }),
};
