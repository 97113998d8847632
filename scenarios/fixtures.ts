import { differingCohorts } from './cohorts.ts';
import { type Device, device } from './devices.ts';
import { test as base, type Browser, type BrowserContext, type Page } from 'playwright/test';
import {
  type Account,
  type BrowserDefinition,
  type Cohort,
  joinRun,
  judgeWorker,
  openGuardedContext,
  plantInPages,
  prepareStaff,
  type Session,
  type Thing,
  type Worker,
} from '../harness/index.ts';
import { type Watch, watchContext } from './watch.ts';
import { withoutCallLog } from './without-call-log.ts';

/** Each Playwright worker has account numbers of its own, from here on. */
const firstAccount = 600_000;
const accountsAWorker = 2_000;

/** A patient at a browser of their own. */
export type Visitor = {
  account: Account;
  session: Session;
  context: BrowserContext;
  page: Page;
  watch: Watch;
};

/** A call as the definition describes it, where there is one. */
export type Call = Exclude<BrowserDefinition['call'], { none: string }>;

/** A patient with something of their own to protect. */
export type Patient = { account: Account; thing: Thing };

type WorkerFixtures = {
  /** The run's worker of this process. */
  chaperone: Worker;
  /** How a person uses the deployment in a browser. */
  pages: BrowserDefinition;
  /** Two patients of different cohorts, each with a recorded consultation. Only looked at, never changed. */
  patients: readonly [Patient, Patient];
};

type TestFixtures = {
  /** Signs a patient in on a device, in a context (and, where one is given, a browser) of their own. */
  visit(account: Account, on: Device, browser?: Browser): Promise<Visitor>;
  /** Fails the test when anything of these accounts reached another of them. */
  expectNoLeak(): void;
};

export const test = base.extend<TestFixtures, WorkerFixtures>({
  chaperone: [
    async ({ browser }, use, info) => {
      const worker = await joinRun({
        browser,
        part: 'scenarios',
        name: `scenarios-${info.workerIndex}`,
        firstAccount: firstAccount + info.workerIndex * accountsAWorker,
      });
      await prepareStaff(worker, 1);
      await use(worker);
      try {
        await plantInPages(worker);
      } finally {
        try {
          if (!worker.definition.embedded) await worker.removeAccounts();
        } finally {
          await worker.close();
        }
      }
    },
    { scope: 'worker', timeout: 60_000 },
  ],
  pages: [
    async ({ chaperone }, use) => {
      const { browser } = chaperone.definition;
      if (!browser) {
        throw new Error(
          'The deployment definition has no `browser`. Describe it there, or say none(\u2018\u2026\u2019) if patients have no web client.',
        );
      }
      if ('none' in browser) base.skip(true, browser.none);
      else await use(quiet(browser));
    },
    { scope: 'worker' },
  ],
  patients: [
    async ({ chaperone }, use, info) => {
      const cohorts = differingCohorts(chaperone, info.workerIndex);
      const [first, second] = await Promise.all(
        cohorts.map(async (cohort) => preparePatient(chaperone, cohort)),
      );
      if (!first || !second) throw new Error('Two patients are needed.');
      await use([first, second]);
    },
    { scope: 'worker', timeout: 60_000 },
  ],
  visit: async ({ chaperone, pages, browser, contextOptions }, use) => {
    const visitors: Visitor[] = [];
    const contexts: BrowserContext[] = [];
    await use(async (account, on, ownBrowser = browser) => {
      const { url } = chaperone.plan;
      const { hosts, headers } = chaperone.definition;
      const context = await openGuardedContext(
        ownBrowser,
        { url, hosts: hosts ?? [] },
        {
          ...contextOptions,
          ...device[on],
          baseURL: url,
          // To other hosts nothing goes out.
          extraHTTPHeaders: { ...contextOptions.extraHTTPHeaders, ...headers },
        },
        tellRefusal,
      );
      contexts.push(context);
      const watch = watchContext(chaperone, context);
      const page = await watch.openPage();
      await pages.signIn({ page, account, ...(await chaperone.codes(account)) });
      const cookies = await context.cookies();
      const session = chaperone.adoptSession(
        account,
        cookies.map(({ value }) => value),
      );
      // What came so far is of the sign-in, and not of what is looked at next.
      await watch.record(session, null);
      const visitor = { account, session, context, page, watch };
      visitors.push(visitor);
      return visitor;
    });
    try {
      // What came last counts too.
      await Promise.all(visitors.map(async ({ watch, session }) => watch.record(session, null)));
    } finally {
      await Promise.all(contexts.map(async (context) => context.close()));
    }
  },
  expectNoLeak: async ({ chaperone }, use) => {
    const from = chaperone.recorded.attempts.length;
    await use(() => {
      const owners = new Set(chaperone.accounts.map(({ id }) => id));
      const breaches = judgeWorker(chaperone, chaperone.recorded.attempts.slice(from), owners);
      if (breaches.length === 0) return;
      const lines = breaches
        .slice(0, 10)
        .map(
          ({ invariant, attempt, owner, sighting }) =>
            `${invariant}: ${attempt.viewer} received ${sighting?.what ?? 'something'} of ${owner} on ${attempt.surface}`,
        );
      throw new Error(`Data reached the wrong person.\n${lines.join('\n')}`);
    });
  },
});

/** What was told already: each context of this process would say it again. */
const told = new Set<string>();

function tellRefusal(why: string): void {
  if (told.has(why)) return;
  told.add(why);
  process.stderr.write(`Refused to the browser: ${why}\n`);
}

/** The same, but no step says what it typed when it fails. */
function quiet(browser: BrowserDefinition): BrowserDefinition {
  const { call } = browser;
  return {
    ...browser,
    signIn: async (context) => withoutCallLog(async () => browser.signIn(context)),
    signOut: async (context) => withoutCallLog(async () => browser.signOut(context)),
    call: 'none' in call ? call : quietCall(call),
  };
}

function quietCall(call: Call): Call {
  const { switchToVideo } = call;
  return {
    ...call,
    start: async (context) => withoutCallLog(async () => call.start(context)),
    switchToVideo:
      typeof switchToVideo === 'function'
        ? async (context) => withoutCallLog(async () => switchToVideo(context))
        : switchToVideo,
    hangUp: async (context) => withoutCallLog(async () => call.hangUp(context)),
  };
}

async function preparePatient(worker: Worker, cohort: Cohort): Promise<Patient> {
  const account = await worker.createAccount({ cohort });
  return { account, thing: await worker.createThing(await worker.signIn(account)) };
}

export { expect } from 'playwright/test';
