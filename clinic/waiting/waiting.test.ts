import { expect, it } from 'vitest';
import { createClock } from '../clock.ts';
import { bookFor, openTestClinic, talk } from '../testing/test-clinic.ts';

it('free slots move when others book, and with the time', async () => {
  const clock = createClock();
  const clinic = await openTestClinic({ clock });
  const [doctor, patient] = [await clinic.clinician(), await clinic.patient()];
  const slots = async () =>
    (await clinic.ask('GET', '/api/slots')).body.items as unknown as { at: string }[];
  const before = await slots();
  await bookFor(patient, doctor);
  expect((await slots()).slice(0, 2)).toEqual(before.slice(1));
  clock.advance(48 * 3600_000);
  expect(Date.parse((await slots())[0]?.at ?? '')).toBeGreaterThan(clock.now());
});

it('one’s place follows those who wait before', async () => {
  const clinic = await openTestClinic();
  const [doctor, first, second] = [
    await clinic.clinician(),
    await clinic.patient(),
    await clinic.patient(),
  ];
  const place = async ({ ask }: typeof first) => (await ask('GET', '/api/waiting-room')).body;
  expect(await place(second)).toEqual({ place: 1, waiting: 0 });
  const consultation = await bookFor(first, doctor);
  expect(await place(second)).toEqual({ place: 2, waiting: 1 });
  await bookFor(second, doctor);
  expect(await place(second)).toEqual({ place: 2, waiting: 2 });
  await talk(first, consultation);
  expect(await place(second)).toEqual({ place: 1, waiting: 1 });
});
