import { deviceNames } from './devices.ts';
import { expect, test } from './fixtures.ts';
import { play } from './playback.ts';

for (const on of deviceNames)
  test(`${on}: the player plays one\u2019s own, and not what another\u2019s address is pasted for`, async ({
    pages,
    patients,
    visit,
    expectNoLeak,
  }) => {
    const [owner, stranger] = patients;
    const [own, other] = await Promise.all([visit(owner.account, on), visit(stranger.account, on)]);
    const address = pages.player.path({ ...owner.thing, staff: owner.thing.staff });

    const playOwn = async () => {
      await own.page.goto(address);
      const playback = await play(own.page, pages.player.media);
      await own.watch.record(own.session, owner.thing);
      await own.watch.show(own.page, own.session, {
        gives: 'stream',
        thing: owner.thing,
        frames: playback.frames,
        granted: playback.played,
      });
      return playback;
    };

    expect((await playOwn()).played, 'the owner\u2019s own recording plays').toBe(true);
    const sources = await own.page
      .locator(pages.player.media)
      .evaluateAll((media) =>
        media
          .map((element) => (element instanceof HTMLMediaElement ? element.currentSrc : ''))
          .filter((source) => source.startsWith('http')),
      );
    // The page's address, and then the media's own: as a person would paste them.
    for (const pasted of [address, ...sources]) {
      const download = other.page.waitForEvent('download', { timeout: 0 }).catch(() => null);
      const isDownload = await other.page.goto(pasted).then(
        () => false,
        (error: unknown) => String(error).includes('Download is starting'),
      );
      if (isDownload) await download;
      const playback = await play(other.page, 'video, audio');
      await other.watch.record(other.session, owner.thing);
      await other.watch.show(other.page, other.session, {
        gives: 'stream',
        thing: owner.thing,
        frames: playback.frames,
        granted: playback.played,
      });
      expect(playback.played, 'nothing of another\u2019s plays').toBe(false);
      expect(isDownload, 'nothing of another\u2019s is given to be saved').toBe(false);
    }
    expect((await playOwn()).played, 'it still plays for its owner').toBe(true);
    expectNoLeak();
  });
