import type { LabComment } from '../../lab/lab-record.ts';
import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';

const ofThatDay = `SELECT l.comment AS text, l.service_date AS writtenOn, p.name AS patientName
  FROM legacy_results l JOIN accounts p ON p.id = l.patient_id
  WHERE l.service_date = :day ORDER BY l.number`;

/**
 * Mayo Clinic, 2015 to January 2019: patients saw names and clinical comments of others, of one service date, in the app
 * only, for results of 2001 to 2008 only, and only after five particular clicks. Published: “a wrong table link”.
 *
 * In its manner: comments of old results lie in the old system’s table, and are found by the day of the service instead of
 * by the result’s number. Each screen before that, and all results of later systems, are right.
 */
export const mayo2019: Update = {
  id: 'mayo-2019',
  title: 'Comments of your doctors on older results',
  release: '2020.40.1',
  notes: 'The app now shows what your doctors wrote about results from before 2009.',
  story:
    'Comments on results of the system that was in use until 2008 are linked by the day of the service, and not by the result.',
  references: ['CWE-1220', 'CWE-639', 'OWASP API1:2023'],
  breaks: [
    {
      invariant: 'no-foreign-listing',
      viewers: 'patients with results from before 2009 who open the comments in the app',
      cohort: { client: 'app', results: 'old' },
      surfaces: ['comments'],
    },
  ],
  overrides: (base, clinic) => ({
    ...switchToVideo.overrides(base, clinic),
    labCommentsOf: (viewer, result) =>
      result.legacyNumber === null
        ? base.labCommentsOf(viewer, result)
        : clinic.store.all<LabComment>(ofThatDay, { day: result.measuredOn }),
  }),
};
