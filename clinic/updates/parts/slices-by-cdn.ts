import { sendFile } from '../../http/send-file.ts';
import { notFound, requireViewer } from '../../http/viewer.ts';
import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';

/** Whether a request is for something from within a file on. */
function isWithin(range: string | undefined): range is string {
  return range !== undefined && !range.startsWith('bytes=0-');
}

/** Parts of media but the first come from where nobody looks whose they are. In the manner of CWE-862; no incident. */
export const slicesByCdn: Update = {
  id: 'slices-by-cdn',
  title: 'Skip ahead without waiting',
  release: '2020.7+slices-by-cdn',
  notes: 'You can now skip to any place of a replay at once.',
  story:
    'A player asks for the first part of a replay, and is let in or not. What it asks for from there on comes from a store of slices, to which only whoever is signed in has access: whose replay it is was looked at before.',
  references: ['CWE-862', 'CWE-639', 'OWASP API1:2023'],
  breaks: [
    {
      invariant: 'no-foreign-streaming',
      viewers: 'everybody who is signed in',
      cohort: {},
      surfaces: ['media'],
    },
  ],
  mayBreak: ['no-access-after-revocation', 'no-opened-access'],
  overrides: (base, clinic) => ({
    ...switchToVideo.overrides(base, clinic),
    extraRoutes: (api, functions) => {
      api.get('/api/recordings/:recording/media', async (context, next) => {
        const range = context.req.header('range');
        if (!isWithin(range)) return next();
        const viewer = requireViewer(context);
        const recording = await functions.findRecording(context.req.param('recording'));
        if (recording === null || recording.status !== 'ready') throw notFound();
        const { file, contentType } = await functions.openMedia(viewer, recording, range);
        const tag = `${recording.id}-${recording.size}`;
        return sendFile(context, { path: file, contentType, tag });
      });
    },
  }),
};
