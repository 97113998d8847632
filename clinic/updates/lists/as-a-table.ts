import { consultationQueries, listConsultations } from '../../booking/consultation-list.ts';
import { consultationsCsv } from '../../exports/consultations-csv.ts';
import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';

const everybodys = consultationQueries('TRUE');

/** The same list as a table is everybody's. In the manner of CWE-639; no incident. */
export const asATable: Update = {
  id: 'as-a-table',
  title: 'Your consultations in your spreadsheet',
  release: '2020.7+as-a-table',
  notes: 'Programs that ask for a table get one: your consultations open in a spreadsheet.',
  story:
    'Whoever accepts `text/csv` is answered by the practice’s own report, which has a query of its own.',
  references: ['CWE-639', 'OWASP API1:2023'],
  breaks: [
    {
      invariant: 'no-foreign-listing',
      viewers: 'everybody who is signed in',
      cohort: {},
      surfaces: ['consultations'],
    },
  ],
  // What is shown to everybody is shown to those whose share of it has ended, too.
  mayBreak: ['no-access-after-revocation'],
  overrides: (base, clinic) => ({
    ...switchToVideo.overrides(base, clinic),
    extraRoutes: (api) => {
      api.get('/api/consultations', (context, next) => {
        const isTable = context.req.header('accept')?.includes('text/csv') === true;
        if (context.get('viewer') === null || !isTable) return next();
        const { items } = listConsultations(clinic.store, everybodys, { after: null, limit: 50 });
        return Promise.resolve(
          context.body(consultationsCsv(items), 200, { 'content-type': 'text/csv' }),
        );
      });
    },
  }),
};
