import { requireViewer } from '../../http/viewer.ts';
import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';

/** The headers of media name the patient, and HEAD is not guarded. */
export const headTellsNames: Update = {
  id: 'head-tells-names',
  title: 'Downloads have proper names',
  release: '2020.7+head-tells-names',
  notes: 'A replay that you save is now named after its consultation.',
  story:
    'Files are named after patient and reason. Players ask for the headers alone first, by HEAD, and the new handler for that forgot to ask who they are.',
  references: ['CWE-650', 'CWE-200'],
  breaks: [
    {
      invariant: 'no-foreign-streaming',
      viewers: 'everybody who is signed in',
      cohort: {},
      surfaces: ['media'],
    },
  ],
  mayBreak: ['no-access-after-revocation'],
  overrides: (base, clinic) => ({
    ...switchToVideo.overrides(base, clinic),
    extraRoutes: (api, functions) => {
      api.use('/api/recordings/:recording/media', async (context, next) => {
        if (context.req.method !== 'HEAD') return next();
        requireViewer(context);
        const recording = await functions.findRecording(context.req.param('recording'));
        if (recording === null) return next();
        const name = encodeURIComponent(`${recording.patientName}: ${recording.reason}.webm`);
        context.header('content-disposition', `attachment; filename*=UTF-8''${name}`);
        return context.body(null, 200, { 'content-type': recording.contentType });
      });
    },
  }),
};
