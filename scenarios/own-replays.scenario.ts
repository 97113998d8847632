import { deviceNames } from './devices.ts';
import { expect, test, type Visitor } from './fixtures.ts';
import { rowsOf } from './rows.ts';

for (const on of deviceNames)
  test(`${on}: the replays page shows only one\u2019s own`, async ({
    pages,
    patients,
    visit,
    expectNoLeak,
  }) => {
    const visitors = await Promise.all(patients.map(async ({ account }) => visit(account, on)));
    const look = async ({ page, session, watch }: Visitor) => {
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
      return rows.length;
    };
    // Both at once, and again: what one does must not change what the other sees.
    await Promise.all(visitors.map(look));
    const counts = await Promise.all(visitors.map(look));
    expectNoLeak();
    for (const count of counts)
      expect(count, 'every patient sees their own recording').toBeGreaterThan(0);
  });
