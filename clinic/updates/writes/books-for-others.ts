import { requireViewer } from '../../http/viewer.ts';
import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';

type Body = { clinicianId?: string; reason?: string; patientId?: string };

/** A booking in whoever's name the body gives. In the manner of CWE-915 and CWE-639; no incident. */
export const booksForOthers: Update = {
  id: 'books-for-others',
  title: 'Reception books for patients',
  release: '2020.12.1',
  notes: 'Our reception can now book for you on the telephone.',
  story:
    'Reception sends whom a booking is for. Whether it is reception that asks was left to the button, which only they have; so the app’s own bookings may name another patient too.',
  references: ['CWE-915', 'CWE-639', 'OWASP API3:2023'],
  breaks: [
    {
      invariant: 'no-tampering',
      viewers: 'patients who use the app',
      cohort: { client: 'app' },
      surfaces: ['POST /api/consultations'],
    },
  ],
  overrides: (base, clinic) => ({
    ...switchToVideo.overrides(base, clinic),
    extraRoutes: (api) => {
      api.use('/api/consultations', async (context, next) => {
        if (context.req.method !== 'POST' || context.get('viewer') === null) return next();
        const viewer = requireViewer(context);
        const { patientId, clinicianId = '', reason = '' }: Body = await context.req.json();
        const { id } = viewer.account;
        if (viewer.session.client !== 'app' || patientId === undefined || patientId === id)
          return next();
        const booking = { clinicianId, kind: 'audio', reason, pharmacyId: null } as const;
        const account = { ...viewer.account, id: patientId };
        const booked = await base.bookConsultation({ ...viewer, account }, booking);
        return context.json({ id: booked.id }, 201);
      });
    },
  }),
};
