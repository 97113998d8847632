import type { Sensitivity } from '../../harness/domain/verdict/sensitivity.ts';

/** Planted leaks of which some would pass: on one surface a whole row, which is admitted, on another a single value. */
export const sampleSensitivity: NonNullable<Sensitivity> = {
  planted: 61,
  noticed: 54,
  unclear: 4,
  blind: 3,
  surfaces: [
    {
      surface: 'GET /api/account',
      planted: 0,
      noticed: 0,
      unclear: 0,
      blind: [],
      impersonal: 'every owner was answered the same',
      accepted: false,
    },
    {
      surface: 'GET /api/consultations',
      planted: 31,
      noticed: 27,
      unclear: 3,
      blind: [
        {
          leak: 'value-of-another',
          title: 'one value of another account in one’s own record',
          weight: 'part',
          remedy: 'nothing in this answer names its owner: plant a token in one of its fields',
        },
      ],
      impersonal: null,
      accepted: false,
    },
    {
      surface: 'GET /api/pulses',
      planted: 30,
      noticed: 27,
      unclear: 1,
      blind: [
        {
          leak: 'row-of-another',
          title: 'a row of another account in one’s own list',
          weight: 'whole',
          remedy: 'nothing in this answer names its owner: plant a token in one of its fields',
        },
      ],
      impersonal: null,
      accepted: true,
    },
  ],
  untried: ['GET /api/notifications', 'shown GET /replays'],
};
