import { expect, it } from 'vitest';
import { createClock } from '../../clock.ts';
import { bookFor, openTestClinic, talk } from '../../testing/test-clinic.ts';
import type { Person } from '../../testing/test-clinic.ts';
import { tmobile2023 } from '../incidents/tmobile-2023.ts';
import type { Update } from '../update.ts';
import { badgeOfTheRegion } from './badge-of-the-region.ts';
import { everyHundredth } from './every-hundredth.ts';
import { searchWithoutOwner } from './search-without-owner.ts';
import { suggestionsOfOthers } from './suggestions-of-others.ts';
import { totalOfThePractice } from './total-of-the-practice.ts';
import { whileItRebuilds } from './while-it-rebuilds.ts';

/** Two patients of each region who booked once before the update. All of them use the app. */
async function updated(update: Update) {
  const clock = createClock();
  const clinic = await openTestClinic({ clock });
  const doctor = await clinic.clinician();
  const [uk, ie] = [await clinic.patient(), await clinic.patient({ region: 'ie' })];
  const [uk2, ie2] = [await clinic.patient(), await clinic.patient({ region: 'ie' })];
  for (const [name, person] of Object.entries({ uk, ie, uk2, ie2 }))
    await bookFor(person, doctor, { reason: `A cough of ${name}` });
  clock.advance(1000);
  await clinic.restart(update);
  const get = async (person: Person, path: string) => (await person.ask('GET', path)).body;
  return { clinic, clock, doctor, uk, ie, uk2, ie2, get };
}

it('badge-of-the-region counts what others of the region have not read', async () => {
  const { get, uk, ie, ie2, doctor } = await updated(badgeOfTheRegion);
  expect(await get(uk, '/api/counts')).toEqual({ unread: 2 });
  await bookFor(ie2, doctor);
  expect(await get(uk, '/api/counts')).toEqual({ unread: 2 });
  expect(await get(ie, '/api/counts')).toEqual({ unread: 3 });
});

it('total-of-the-practice shows one’s own rows, and how many there are of all', async () => {
  const { get, uk } = await updated(totalOfThePractice);
  const { items, total } = await get(uk, '/api/consultations');
  expect([items.length, total]).toEqual([1, 4]);
});

it('suggestions-of-others offers Irish patients each other’s words', async () => {
  const { uk, ie } = await updated(suggestionsOfOthers);
  const suggested = async (person: Person) =>
    (await person.ask('GET', '/api/search?q=cough')).text.split('"suggestions":')[1];
  expect(await suggested(uk)).toBe('["A cough of uk"]}');
  expect(await suggested(ie)).toContain('A cough of ie2');
});

it('search-without-owner finds everybody’s for sessions from before', async () => {
  const { clinic, get, uk } = await updated(searchWithoutOwner);
  expect(await get(uk, '/api/search?q=cough')).toMatchObject({ total: 4 });
  const { token } = (await clinic.signIn(uk)).body;
  const headers = { authorization: `Bearer ${token}` };
  const again = await clinic.ask('GET', '/api/search?q=cough', undefined, headers);
  expect(again.body).toMatchObject({ total: 1 });
});

it('while-it-rebuilds shows a region’s list for a minute in five', async () => {
  const { clock, get, uk } = await updated(whileItRebuilds);
  const shown = async (): Promise<number> => (await get(uk, '/api/consultations')).items.length;
  expect(await shown()).toBe(1);
  clock.advance(5 * 60_000 + 1000);
  expect(await shown()).toBe(2);
  clock.advance(60_000);
  expect(await shown()).toBe(1);
});

it('every-hundredth answers once in a hundred with the list before', async () => {
  const { get, uk, ie, doctor } = await updated(everyHundredth);
  for (const person of [uk, ie]) await talk(person, await bookFor(person, doctor));
  const [own] = (await get(ie, '/api/replays')).items;
  const foreign: number[] = [];
  for (let asked = 2; asked <= 200; asked += 1) {
    const [first] = (await get(asked % 2 === 0 ? uk : ie, '/api/replays')).items;
    if ((first?.id === own?.id) !== (asked % 2 === 1)) foreign.push(asked);
  }
  expect(foreign).toEqual([100, 200]);
});

it('tmobile-2023 shows another’s profile from the first quarter of an hour on, and another each', async () => {
  const { clock, get, uk } = await updated(tmobile2023);
  const shown = async (): Promise<string> => (await get(uk, '/api/me')).id;
  const seen = [await shown()];
  for (let turn = 0; turn < 2; turn += 1) {
    clock.advance(15 * 60_000);
    seen.push(await shown());
  }
  expect(seen[0]).toBe(uk.id);
  expect(new Set(seen).size).toBe(3);
});
