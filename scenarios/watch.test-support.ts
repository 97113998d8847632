import type { Browser, Page } from 'playwright';
import { onTestFinished } from 'vitest';
import type { Account, Session, Worker } from '../harness/index.ts';
import { type Watch, watchContext } from './watch.ts';

/** Signs an account in to a small deployment (see worker.test-support.ts) in a context that is watched. */
export async function openWatched(
  browser: Browser,
  worker: Worker,
  account: Account,
  options: Parameters<typeof watchContext>[2] = {},
): Promise<{ page: Page; session: Session; watch: Watch }> {
  const context = await browser.newContext({ baseURL: worker.plan.url });
  onTestFinished(async () => context.close());
  const watch = watchContext(worker, context, options);
  await context.request.post('/sign-in', { data: { id: account.credentials['id'] } });
  const values = (await context.cookies()).map(({ value }) => value);
  return { page: await watch.openPage(), session: worker.adoptSession(account, values), watch };
}
