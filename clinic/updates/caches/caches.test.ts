import { expect, it } from 'vitest';
import { createClock } from '../../clock.ts';
import { bookFor, openTestClinic } from '../../testing/test-clinic.ts';
import type { Person } from '../../testing/test-clinic.ts';
import { klarna2021 } from '../incidents/klarna-2021.ts';
import { steam2015 } from '../incidents/steam-2015.ts';
import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';
import { etagAcrossAccounts } from './etag-across-accounts.ts';
import { keptByEncoding } from './kept-by-encoding.ts';
import { keptByLanguage } from './kept-by-language.ts';
import { keptNotFound } from './kept-not-found.ts';
import { keyWithoutSession } from './key-without-session.ts';
import { publicByHeader } from './public-by-header.ts';
import { varyMissing } from './vary-missing.ts';

const plain = { 'accept-encoding': 'gzip' };
const ways = {
  plain: () => plain,
  language: () => ({ ...plain, 'accept-language': 'fr' }),
  uncompressed: () => ({ 'accept-encoding': 'identity' }),
  // As browsers do when they load again.
  conditional: (etag: string | null) => ({
    ...plain,
    'if-none-match': etag ?? '"none"',
    'cache-control': 'max-age=0',
  }),
};
const paths = ['/api/me', '/api/consultations', '/replays'];

/** Ways and addresses in which an account is sent the same as another one, who had asked just before. */
async function shared(update: Update) {
  const clock = createClock();
  const clinic = await openTestClinic({ update, clock });
  const doctor = await clinic.clinician();
  const people = [await clinic.patient({ name: 'Ann' }), await clinic.patient({ name: 'Bob' })];
  for (const person of people) await bookFor(person, doctor);
  const found: string[] = [];
  for (const path of paths) {
    const tags = new Map<Person, string | null>();
    for (const person of people) {
      clock.advance(120_000);
      tags.set(person, (await person.ask('GET', path, undefined, plain)).headers.get('etag'));
    }
    for (const [way, headersFor] of Object.entries(ways)) {
      clock.advance(120_000);
      const texts: string[] = [];
      for (const person of people) {
        const headers = headersFor(tags.get(person) ?? null);
        const { status, text } = await person.ask('GET', path, undefined, headers);
        if (status === 200) texts.push(text);
      }
      // Asked whether anything changed, the first is told that nothing has: what is sent is sent to the second.
      if (texts.length === 1 || texts[0] === texts[1]) found.push(`${way} ${path}`);
    }
  }
  return found;
}

const everywhere = (way: string) => paths.map((path) => `${way} ${path}`);

it.each([
  [switchToVideo, []],
  [keptByLanguage, everywhere('language')],
  [keptByEncoding, everywhere('uncompressed')],
  [etagAcrossAccounts, everywhere('conditional')],
  [publicByHeader, []],
])('$id shares answers in the way that it says, and in no other', async (update, expected) => {
  expect(await shared(update)).toEqual(expected);
});

/** Whether the second person was sent what the first one was. */
async function isShared(update: Update, path: string, of: (clinic: People) => Promise<unknown>) {
  const clinic = await openTestClinic({ update });
  const people = { ann: await clinic.patient({ name: 'Ann' }), bob: await clinic.patient() };
  const first = (await people.ann.ask('GET', path)).text;
  return (await of({ ...people, clinic })) === first;
}

type People = { ann: Person; bob: Person; clinic: Awaited<ReturnType<typeof openTestClinic>> };

const bobs =
  (path: string) =>
  async ({ bob }: People) =>
    (await bob.ask('GET', path)).text;
const nobodys =
  (path: string) =>
  async ({ clinic }: People) =>
    (await clinic.ask('GET', path)).text;

it('klarna-2021 shares answers of the app, and not the website’s', async () => {
  expect(await isShared(klarna2021, '/api/me', bobs('/api/me'))).toBe(true);
  expect(await isShared(klarna2021, '/api/me', nobodys('/api/me'))).toBe(false);
  const clinic = await openTestClinic({ update: klarna2021 });
  const pages = await Promise.all(
    ['Ann', 'Bob'].map(async (name) => {
      const { email } = await clinic.patient({ name });
      const body = { email, password: 'a-good-password', client: 'web' };
      const { headers } = await clinic.ask('POST', '/api/sign-in', body);
      const cookie = headers.getSetCookie()[0]?.split(';')[0];
      return (await clinic.ask('GET', '/api/me', undefined, { cookie })).body.name;
    }),
  );
  expect(pages).toEqual(['Ann', 'Bob']);
});

it('steam-2015 shares pages, and neither the API nor anything with nobody', async () => {
  expect(await isShared(steam2015, '/bookings', bobs('/bookings'))).toBe(true);
  expect(await isShared(steam2015, '/api/me', bobs('/api/me'))).toBe(false);
  expect(await isShared(steam2015, '/bookings', nobodys('/bookings'))).toBe(false);
});

it('key-without-session and vary-missing share with whoever asks', async () => {
  expect(await isShared(keyWithoutSession, '/api/replays', nobodys('/api/replays'))).toBe(true);
  expect(await isShared(varyMissing, '/api/me', nobodys('/api/me'))).toBe(true);
});

it('kept-not-found shuts an owner out after a stranger, for two seconds', async () => {
  const clock = createClock();
  const clinic = await openTestClinic({ update: keptNotFound, clock });
  const [ann, bob] = [await clinic.patient(), await clinic.patient()];
  const path = `/api/consultations/${await bookFor(ann, await clinic.clinician())}`;
  const status = async (person: Person) => (await person.ask('GET', path)).status;
  expect([await status(ann), await status(bob), await status(ann)]).toEqual([200, 404, 404]);
  clock.advance(2000);
  expect(await status(ann)).toBe(200);
});

it('public-by-header says that everybody may keep a consultation, and shows it to nobody else', async () => {
  const clinic = await openTestClinic({ update: publicByHeader });
  const [ann, bob] = [await clinic.patient(), await clinic.patient()];
  const path = `/api/consultations/${await bookFor(ann, await clinic.clinician())}`;
  expect((await ann.ask('GET', path)).headers.get('cache-control')).toContain('public');
  expect((await bob.ask('GET', path)).status).toBe(404);
});
