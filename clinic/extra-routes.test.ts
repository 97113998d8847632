import { expect, it } from 'vitest';
import { requireViewer } from './http/viewer.ts';
import { openTestClinic } from './testing/test-clinic.ts';
import type { Update } from './updates/update.ts';

const update: Update = {
  id: 'route-of-its-own',
  title: 'A route of its own',
  release: '9.9',
  notes: 'There is a route more.',
  breaks: [],
  overrides: () => ({
    extraRoutes: (api, functions) => {
      api.get('/api/greeting', async (context) =>
        context.json(await functions.findOwnAccount(requireViewer(context))),
      );
      api.get('/api/clinicians', (context) => context.json({ items: [] }));
    },
  }),
};

it('an update brings routes of its own, and takes the place of others', async () => {
  const clinic = await openTestClinic({ update });
  const [patient] = [await clinic.patient(), await clinic.clinician()];
  expect((await patient.ask('GET', '/api/greeting')).body.id).toBe(patient.id);
  expect((await clinic.ask('GET', '/api/greeting')).status).toBe(401);
  expect((await clinic.ask('GET', '/api/clinicians')).body).toEqual({ items: [] });
});
