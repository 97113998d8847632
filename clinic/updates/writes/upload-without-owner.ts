import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';

/** Documents uploaded to another's consultation. In the manner of CWE-639; no incident. */
export const uploadWithoutOwner: Update = {
  id: 'upload-without-owner',
  title: 'Photograph your letters',
  release: '2020.12.5',
  notes: 'In the app you can now photograph letters and add them to a consultation.',
  story:
    'The app uploads in the background, when the session of the call may be over. So the route for it takes whatever consultation the upload names.',
  references: ['CWE-639', 'CWE-434', 'OWASP API1:2023'],
  breaks: [
    {
      invariant: 'no-tampering',
      viewers: 'patients who use the app',
      cohort: { client: 'app' },
      surfaces: ['POST /api/consultations/{consultation}/documents'],
    },
  ],
  overrides: (base, clinic) => ({
    ...switchToVideo.overrides(base, clinic),
    mayAddDocument: (viewer, consultation) =>
      viewer.session.client === 'app' || base.mayAddDocument(viewer, consultation),
  }),
};
