import { currentSignal } from '../../http/request-scope.ts';
import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';

/** A pooled reader of transcripts answers the wrong caller after a cancelled request. In the manner of CWE-772. */
export const streamLeftOpen: Update = {
  id: 'stream-left-open',
  title: 'Transcripts are read ahead',
  release: '2023.2',
  notes: 'Transcripts show as soon as you open them.',
  story:
    'Transcripts come from a reader that is used again and again. Who hangs up before theirs has come leaves it in the reader, and the next caller gets it.',
  references: ['CWE-362', 'CWE-772', 'OWASP API1:2023'],
  breaks: [
    {
      invariant: 'no-foreign-streaming',
      viewers: 'whoever opens a transcript after somebody else has hung up on one',
      cohort: {},
      surfaces: ['transcript'],
    },
  ],
  // The page of a replay has its transcript in it.
  mayBreak: ['no-foreign-reading'],
  overrides: (base, clinic) => {
    const left: string[] = [];
    return {
      ...switchToVideo.overrides(base, clinic),
      readTranscript: async (viewer, recording) => {
        const signal = currentSignal();
        const transcript = await base.readTranscript(viewer, recording);
        // The reader is in another process.
        await new Promise((resolve) => void setTimeout(resolve, 2));
        if (signal?.aborted === true && transcript !== null) left.push(transcript);
        return signal?.aborted === true ? transcript : (left.shift() ?? transcript);
      },
    };
  },
};
