import type { Recording } from '../../recordings/recording.ts';
import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';

/** A background job that writes to the wrong owner when two run at once. In the manner of CWE-362; no incident. */
export const transcriptsSideBySide: Update = {
  id: 'transcripts-side-by-side',
  title: 'Transcripts are written while you talk',
  release: '2023.4',
  notes: 'The transcript of a call is there as soon as you hang up.',
  story:
    'Transcripts are written by several jobs at once, which share one variable for the recording that they are at. Of two calls that end at the same moment, one gets the transcript of the other.',
  references: ['CWE-362', 'OWASP API1:2023'],
  breaks: [
    {
      invariant: 'no-foreign-streaming',
      viewers: 'patients whose call ends at the same moment as another’s',
      cohort: {},
      surfaces: ['transcript'],
    },
  ],
  // What answers name without a surface is read as text, too.
  mayBreak: ['no-foreign-reading'],
  overrides: (base, clinic) => {
    let current: Recording | null = null;
    const written = new Map<string, Promise<string>>();
    const write = async (recording: Recording): Promise<string> => {
      current = recording;
      // What was said is recognised elsewhere.
      await new Promise((resolve) => void setTimeout(resolve, 5));
      return base.transcribe(current);
    };
    return {
      ...switchToVideo.overrides(base, clinic),
      hangUp: async (viewer, call) => {
        const recording = await base.findRecording(call.recordingId ?? '');
        if (recording !== null) written.set(recording.id, write(recording));
        return base.hangUp(viewer, call);
      },
      transcribe: async (recording) => {
        const transcript = (await written.get(recording.id)) ?? base.transcribe(recording);
        written.delete(recording.id);
        return transcript;
      },
    };
  },
};
