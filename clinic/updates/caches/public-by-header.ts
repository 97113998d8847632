import { pathOf } from './keeping.ts';
import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';

const consultation = /^\/api\/consultations\/[^/]+\/?$/;

/** What a cache may share by its headers, where none that would do so stands in front yet. */
export const publicByHeader: Update = {
  id: 'public-by-header',
  title: 'Ready for a content delivery network',
  release: '2021.6.15',
  notes: 'We prepare for serving you from nearer to where you are.',
  story:
    'A consultation’s details say that every cache may keep them for a minute. The clinic’s own cache leaves them alone; a network that is to come, or one at a patient’s workplace, would not.',
  references: ['CWE-525', 'OWASP API8:2023'],
  breaks: [
    {
      invariant: 'private-responses-not-shared',
      viewers: 'everybody who is signed in',
      cohort: {},
      surfaces: ['consultation'],
    },
  ],
  overrides: (base, clinic) => ({
    ...switchToVideo.overrides(base, clinic),
    privateHeaders: (viewer, path) =>
      viewer !== null && consultation.test(path)
        ? { 'cache-control': 'public, max-age=60' }
        : base.privateHeaders(viewer, path),
    mayCache: (request, answer) =>
      !consultation.test(pathOf(request)) && base.mayCache(request, answer),
  }),
};
