import { deviceNames } from './devices.ts';
import { expect, test } from './fixtures.ts';
import { play } from './playback.ts';

for (const on of deviceNames)
  test(`${on}: after sign-out neither the back button nor the old address shows anything`, async ({
    chaperone,
    pages,
    patients,
    visit,
    expectNoLeak,
  }) => {
    const [{ account, thing }] = patients;
    const { page, session, watch } = await visit(account, on);
    const addresses = [pages.replays.path, pages.player.path(thing)];
    for (const address of addresses) {
      await page.goto(address);
      const isOwnShown = async () => {
        const { sightings } = await watch.show(page, session, { gives: 'read', thing });
        return sightings.some(
          (sighting) =>
            sighting.kind === 'token' &&
            sighting.token.run === chaperone.plan.run &&
            sighting.token.account === account.number,
        );
      };
      // Else that it shows nothing afterwards would say nothing.
      await expect
        .poll(isOwnShown, { message: 'one\u2019s own is shown before sign-out', timeout: 10_000 })
        .toBe(true);
      await watch.record(session, thing);
    }

    const from = Date.now();
    await pages.signOut({ page, account });
    await watch.record(session, null);
    const ended = chaperone.adoptSignOut(session, from);

    const look = async () => {
      const { played, frames } = await play(page, pages.player.media);
      await watch.record(ended, thing);
      await watch.show(page, ended, { gives: 'read', thing, frames, granted: played });
      expect(played, 'nothing plays after sign-out').toBe(false);
    };
    for (const _ of addresses) {
      await page.goBack().catch(() => null);
      await look();
    }
    for (const address of addresses) {
      await page.goto(address);
      await look();
    }
    expectNoLeak();
  });
