import type { Definition } from '../harness/index.ts';

/** How a patient does it in a browser. */
export const browser: Definition['browser'] = {
  async signIn({ page, account, code }) {
    await page.goto('/sign-in');
    await page.getByLabel('E-mail address').fill(account.credentials['email'] ?? '');
    await page.getByLabel('Password').fill(account.credentials['password'] ?? '');
    await page.getByRole('button', { name: 'Sign in' }).click();
    if (account.cohort['secondFactor'] === 'totp') {
      await page.getByLabel('Code').fill(await code());
      await page.getByRole('button', { name: 'Confirm' }).click();
    }
    await page.waitForURL('**/bookings');
  },
  async signOut({ page }) {
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.waitForURL('**/sign-in');
  },
  replays: { path: '/replays', item: 'ul[aria-label="Replays"] > li' },
  player: { path: ({ ids }) => `/replays/${ids['recording']}`, media: 'article video' },
  call: {
    book: 'book',
    makes: { call: 'audio-then-video' },
    async start({ page, thing }) {
      await page.goto(`/consultations/${thing.ids['consultation']}/call`);
      await page.getByRole('button', { name: 'Join by audio' }).click();
      await page.getByText('You are in the call, by audio.').waitFor();
    },
    async switchToVideo({ page }) {
      await page.getByRole('button', { name: 'Switch to video' }).click();
      await page.getByText('You are in the call, by video.').waitFor();
    },
    async hangUp({ page, http, thing }) {
      await page.getByRole('button', { name: 'Hang up' }).click();
      await page.getByText('Your recording is ready.').waitFor({ timeout: 30_000 });
      const details = await http.get(`/api/consultations/${thing.ids['consultation']}`);
      const { recordings } = details.json<{ recordings: { id: string }[] }>();
      return { recording: recordings[0]?.id ?? '' };
    },
  },
};
