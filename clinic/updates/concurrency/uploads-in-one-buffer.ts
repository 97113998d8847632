import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';

/** How long the disk takes, in milliseconds. */
const writing = 10;

/** Recordings that are uploaded at the same moment share a buffer. In the manner of CWE-362; no incident. */
export const uploadsInOneBuffer: Update = {
  id: 'uploads-in-one-buffer',
  title: 'Recordings are uploaded with less memory',
  release: '2023.9',
  notes: 'Long calls are recorded more reliably.',
  story:
    'What is uploaded of a recording is put into one buffer until the disk is ready, instead of one for each upload. What comes in meanwhile takes its place, and is written twice.',
  references: ['CWE-362', 'CWE-488', 'OWASP API1:2023'],
  breaks: [
    {
      invariant: 'no-foreign-streaming',
      viewers: 'whoever plays a recording that was uploaded while another one was',
      cohort: {},
      surfaces: ['media'],
    },
  ],
  // Instead of their own.
  mayBreak: ['own-access', 'no-access-after-revocation'],
  overrides: (base, clinic) => {
    let buffer: Uint8Array = new Uint8Array();
    return {
      ...switchToVideo.overrides(base, clinic),
      storeChunk: async (viewer, call, chunk) => {
        buffer = chunk.bytes;
        await new Promise((resolve) => void setTimeout(resolve, writing));
        return base.storeChunk(viewer, call, { ...chunk, bytes: buffer });
      },
    };
  },
};
