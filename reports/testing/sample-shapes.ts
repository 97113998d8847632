import type { Attempt } from '../../harness/domain/attempts/attempt.ts';
import type { AnswerShape } from '../../harness/domain/attempts/answer-shape.ts';
import type { ReportInput } from '../input.ts';
import { sampleAttempt } from './sample-run.ts';

/** A list in whose row the first sighting stands. */
export const sampleShape: AnswerShape = {
  format: 'json',
  text: [
    '{\n  "items": [\n    {\n      "id": "…",\n      "title": "… ',
    0,
    ' …"\n    },\n    … 11 more rows\n  ],\n  "total": 0\n}',
  ],
};

/** What the first viewer of the sample violations was shown before the update: their own recording. */
export function ownListBefore(input: ReportInput): Attempt {
  const token = { run: input.plan.run, account: 5, field: 3 };
  return sampleAttempt({
    viewer: 'a5',
    surface: 'GET /api/recordings',
    phase: 'before-update',
    sightings: [{ kind: 'token', token, where: '$.items[0].title', encoding: 'plain' }],
    shape: sampleShape,
  });
}
