import { expect, it } from 'vitest';
import { bookFor, openTestClinic } from '../testing/test-clinic.ts';

it('finds and suggests one’s own by part of the reason, page by page', async () => {
  const clinic = await openTestClinic();
  const [doctor, patient, other] = [
    await clinic.clinician(),
    await clinic.patient(),
    await clinic.patient(),
  ];
  await bookFor(patient, doctor, { reason: 'A dry Cough' });
  await bookFor(patient, doctor, { reason: 'A rash' });
  await bookFor(other, doctor, { reason: 'Whooping cough' });
  const search = async (query: string) => (await patient.ask('GET', `/api/search?${query}`)).body;
  expect(await search('q=cough')).toMatchObject({
    items: [{ reason: 'A dry Cough' }],
    total: 1,
    suggestions: ['A dry Cough'],
  });
  const first = await search('q=a&limit=1');
  expect(first).toMatchObject({ items: [{ reason: 'A rash' }], total: 2 });
  const second = await search(`q=a&limit=1&cursor=${first.nextCursor}`);
  expect(second).toMatchObject({ items: [{ reason: 'A dry Cough' }], nextCursor: null });
  expect(await search('q=%25')).toMatchObject({ items: [], suggestions: [] });
  expect((await doctor.ask('GET', '/api/search?q=cough')).body.total).toBe(2);
  expect((await patient.ask('GET', '/api/search?q=')).status).toBe(422);
  expect((await clinic.ask('GET', '/api/search?q=cough')).status).toBe(401);
});
