import type { Definition } from '../../deployment/definition.ts';
import type { BrowserDefinition } from '../../deployment/browser-definition.ts';
import { readHar } from '../../deployment/import/har/read-har.ts';
import { recordedSurfaces, type Recorded } from '../../deployment/import/har/recorded-surfaces.ts';
import { knownIds } from '../../deployment/import/har/known-ids.ts';
import { templateOf } from '../../deployment/import/har/template.ts';
import { webClientOf } from '../../deployment/web-client.ts';
import { openGuardedContext } from '../../deployment/hosts/guarded-context.ts';
import type { Cohort } from '../../domain/accounts/account.ts';
import { UsageError } from '../../domain/errors.ts';
import { prepareStaff } from '../../exercise/worker/prepare-staff.ts';
import { openWorker } from '../../exercise/worker/open-worker.ts';
import type { Account, Thing } from '../../exercise/state/held.ts';
import type { Worker } from '../../exercise/worker/worker.ts';
import { browserOptions } from '../../media/browser.ts';
import { newRun } from '../folder/new-run.ts';
import type { Setting } from '../setting.ts';
import { stage } from '../stages.ts';
import { temporaryFolder } from '../folder/temporary-folder.ts';
import { crawl } from './crawl.ts';

export type ExploreOptions = {
  /** Most pages to open. */
  pages: number;
  /** Levels of the account that explores. Default of each factor: its first level. */
  cohort: Cohort;
  signal: AbortSignal;
};

/** The surfaces that were found, the accounts left on the deployment, and the hosts that the browser did not reach. */
export type Explored = Recorded & {
  pages: number;
  left: readonly Account[];
  /** Messages about requests that the host guard refused, with a remedy: one for each host. */
  refused: readonly string[];
};

/**
 * Explores a deployment as one synthetic account with one consultation: signs in with the definition's browser, follows
 * safe links, and turns the requests of the pages into surfaces. The account is removed afterwards.
 */
export async function explore(setting: Setting, options: ExploreOptions): Promise<Explored> {
  const { definition } = setting;
  const browser = browserOf(definition);
  const folder = temporaryFolder('explore');
  const { folder: runFolder, plan } = await newRun(
    definition,
    { only: ['scenarios'], out: folder.path, confirmed: true },
    { expected: false, name: null },
    null,
  );
  const worker = await openWorker({
    folder: runFolder,
    plan,
    definition,
    name: 'explore',
    part: 'scenarios',
    phase: 'after-update',
    firstAccount: 0,
    signal: options.signal,
  });
  try {
    const { account, thing } = await stage(
      'Making an account with a consultation',
      async () => prepare(worker, options.cohort),
      ({ account: { id } }) => id,
    );
    const har = `${folder.path}/explored.har`;
    const ids = { ...account.ids, ...thing.ids };
    const visited = await stage(
      'Following links',
      async (say) => visit(worker, { browser, account, har, ids, options, say }),
      ({ opened, left }) => `${opened} pages${left > 0 ? `, ${left} links left` : ''}`,
    );
    const recorded = recordedSurfaces(await readHar(har), {
      ids,
      url: definition.url,
      hosts: definition.hosts,
    });
    const { opened: pages, refused } = visited;
    return { ...recorded, pages, refused, left: await worker.removeAccounts() };
  } catch (error) {
    await worker.removeAccounts();
    throw error;
  } finally {
    await worker.close();
    folder.remove();
  }
}

function browserOf(definition: Definition): BrowserDefinition {
  const browser = webClientOf(definition);
  if (browser !== null) return browser;
  throw new UsageError(
    `The definition of ${definition.name} does not say how a person signs in with a browser, so that there is nothing to explore with.`,
    'Write browser.signIn; or import an OpenAPI document (fromOpenApi) or a recording (fromHar) instead.',
  );
}

async function prepare(
  worker: Worker,
  wanted: Cohort,
): Promise<{ account: Account; thing: Thing }> {
  await prepareStaff(worker, 1);
  const first = Object.entries(worker.definition.factors ?? {}).map(([factor, levels]) => [
    factor,
    levels[0] ?? '',
  ]);
  const sides = { account: 'after', session: 'after', booking: 'after' };
  const account = await worker.createAccount({
    cohort: { ...Object.fromEntries(first), ...wanted, ...sides },
  });
  return { account, thing: await worker.createThing(await worker.signIn(account)) };
}

type Visit = {
  browser: BrowserDefinition;
  account: Account;
  /** Path of the file that the recording is written to. */
  har: string;
  ids: Readonly<Record<string, string>>;
  options: ExploreOptions;
  say(detail: string): void;
};

async function visit(worker: Worker, { browser, account, har, ids, options, say }: Visit) {
  const { url: baseURL } = worker.plan;
  const known = knownIds(ids);
  const { origin } = new URL(baseURL);
  const refused: string[] = [];
  // Not sooner: loading it takes as long as all the rest.
  const { chromium } = await import('playwright');
  const launched = await chromium.launch(browserOptions());
  const stop = () => void launched.close();
  options.signal.addEventListener('abort', stop);
  try {
    const context = await openGuardedContext(
      launched,
      { url: baseURL, hosts: worker.definition.hosts ?? [] },
      { baseURL, recordHar: { path: har, content: 'embed' } },
      (why) => void refused.push(why),
    );
    const page = await context.newPage();
    await browser.signIn({ page, account, ...(await worker.codes(account)) });
    const crawled = await crawl(page, {
      pages: options.pages,
      signal: options.signal,
      templateOf: (address) => templateOf({ url: new URL(address) }, known, origin).path,
      onPage: ({ path, done }) => say(`${done}: ${path}`),
    });
    // The recording is written when the context closes.
    await context.close();
    return { ...crawled, refused };
  } finally {
    options.signal.removeEventListener('abort', stop);
    await launched.close();
  }
}
