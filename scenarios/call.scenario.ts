import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright';
import { became, type Cohort, writeMicrophone, writeWebcam } from '../harness/index.ts';
import { withCamera } from './browser.ts';
import { differingCohorts } from './cohorts.ts';
import { type Device, deviceNames } from './devices.ts';
import { type Call, expect, test } from './fixtures.ts';
import { play } from './playback.ts';
import { rowsOf } from './rows.ts';

/** How long each kind of the call goes on (milliseconds): recording takes real time. */
const talk = 1_500;

test('a call from desktop or phone that is switched from audio to video is recorded, and replays as one\u2019s own', async ({
  chaperone,
  pages,
  visit,
  expectNoLeak,
}) => {
  const call = pages.call;
  if ('none' in call) return test.skip(true, call.none);
  const folder = await mkdtemp(join(tmpdir(), 'chaperone-call-'));
  try {
    // Two calls at once, each with a camera (and so a browser process) of its own. Who is on which device is
    // another's turn in the next run.
    const outcomes = await Promise.all(
      differingCohorts(chaperone, 0).map(async (cohort, index) => {
        const turn = (chaperone.plan.seed + index) % deviceNames.length;
        return callAndReplay(call, { cohort, device: deviceNames[turn] ?? 'phone', index });
      }),
    );
    expectNoLeak();
    for (const { played, ownFrame } of outcomes) {
      expect(played, 'the recording plays').toBe(true);
      expect(ownFrame, 'the frame that plays is one\u2019s own').toBe(true);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }

  async function callAndReplay(
    call: Call,
    { cohort, device, index }: { cohort: Cohort; device: Device; index: number },
  ) {
    const account = await chaperone.createAccount({ cohort });
    const http = await chaperone.signIn(account);
    const booked = await chaperone.act(http, call.book, null);
    if (!booked) throw new Error(`The action ${call.book} booked nothing.`);
    const token = chaperone.plantToken(account, 'webcam', booked);
    const camera = { video: join(folder, `${index}.y4m`), audio: join(folder, `${index}.wav`) };
    await Promise.all([
      writeWebcam({ file: camera.video, text: token }),
      writeMicrophone({ file: camera.audio, text: token }),
    ]);
    const browser = await chromium.launch(withCamera(camera));
    try {
      const { page, session, watch } = await visit(account, device, browser);
      await call.start({ page, account, thing: booked });
      await page.waitForTimeout(talk);
      if (typeof call.switchToVideo === 'function') {
        await call.switchToVideo({ page });
        const levels = call.makes;
        if (levels !== undefined) chaperone.record(became(account.id, levels));
        await page.waitForTimeout(talk);
      }
      const thing = chaperone.addIds(
        booked,
        await call.hangUp({ page, http: http.http, thing: booked }),
      );
      await watch.record(session, thing);
      await page.goto(pages.replays.path);
      const rows = await rowsOf(page, pages.replays.item);
      await watch.record(session, null);
      await watch.show(page, session, {
        gives: 'list',
        thing: null,
        rows,
        items: pages.replays.item,
        granted: rows.length > 0,
      });
      await page.goto(pages.player.path(thing));
      const { played, frames } = await play(page, pages.player.media);
      await watch.record(session, thing);
      await watch.show(page, session, { gives: 'stream', thing, frames, granted: played });
      const ownFrame =
        typeof call.switchToVideo !== 'function' ||
        frames.some((text) => text.toUpperCase().includes(token.toUpperCase()));
      return { played, ownFrame };
    } finally {
      await browser.close();
    }
  }
});
