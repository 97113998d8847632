/** An environment variable: what it is for, and what holds without it. Sentences end without a full stop. */
export type Variable = {
  meaning: string;
  /** What holds where it is not set. */
  without: string;
  /** Who reads it, in words. */
  readBy: string;
  /** What an empty value is: as if it were not set (the default), or an error, where that could test the wrong thing. */
  empty?: 'error';
  /** A `.env` file is read too late for it, or not at all by who reads it. Default: it may stand in `.env`. */
  shellOnly?: true;
  /** Handed from process to process of a run: nobody sets it by hand. Default: people set it. */
  internal?: true;
};

/** All variables that Chaperone reads. Its help, `.env.example` and `docs/your-deployment.md` tell those that people set. */
export const variables = {
  CHAPERONE_KEY: {
    meaning: 'Passphrase that encrypts what `seed` keeps in `.chaperone/`; the same for `verify`',
    without: 'not encrypted, which CI refuses',
    readBy: '`seed`, `verify`, `env` and `clean`',
    empty: 'error',
  },
  CHAPERONE_BROWSER: {
    meaning: 'Path of the Chromium that plays scenarios; no other is tried in its stead',
    without: 'Playwright’s own, else one on the PATH',
    readBy: 'scenarios, `explore`, and what sets up a checkout',
  },
  CHAPERONE_URL: {
    meaning: 'Address of the deployment',
    without: 'what is written there',
    readBy: 'definitions that `init` wrote, and the scripts in `repro/`',
  },
  CHAPERONE_CONFIG: {
    meaning: 'Deployment definition, as `--config`',
    without: '`chaperone.config.ts` here',
    readBy: 'properties and scenarios that run without `verify`',
    empty: 'error',
    shellOnly: true,
  },
  CHAPERONE_UPDATE: {
    meaning: 'Id of the embedded deployment’s update, as `--update`',
    without: 'its first update',
    readBy: 'properties and scenarios that run without `verify`',
    empty: 'error',
    shellOnly: true,
  },
  CHAPERONE_YES_PRODUCTION: {
    meaning: '`1`: the host looks like production, and that is meant, as `--yes-production`',
    without: '`0`: such a host is refused',
    readBy: 'properties and scenarios that run without `verify`',
  },
  CHAPERONE_SEED: {
    meaning: 'Whole number that repeats the random choices, as `--seed`',
    without: 'random, printed',
    readBy: 'properties and scenarios',
  },
  CHAPERONE_PATH: {
    meaning: 'Path of a counterexample below its seed, as its report prints it',
    without: 'all is played from the start',
    readBy: 'properties',
  },
  CHAPERONE_RUNS: {
    meaning: 'How many scripts are generated and played, a whole number above 0, as `--runs`',
    without: 'the property’s own number',
    readBy: 'properties',
  },
  CHAPERONE_SIGNING_KEY: {
    meaning: 'Private key (PEM, its text) that signs a release off, where `--key` names no file',
    without: '`--key` must be given',
    readBy: '`sign-off`',
    empty: 'error',
    shellOnly: true,
  },
  CHAPERONE_SIGNING_PASSPHRASE: {
    meaning: 'Passphrase of a signing key that is encrypted',
    without: 'the key must not be encrypted',
    readBy: '`sign-off`',
    empty: 'error',
    shellOnly: true,
  },
  CHAPERONE: {
    meaning: 'How to call `chaperone`, which tells a script credentials of accounts and next pages',
    without: 'as the run was started',
    readBy: 'the scripts in `repro/`',
    shellOnly: true,
  },
  CHAPERONE_BODY: {
    meaning: 'JSON body of the request that a script repeats, where it asks for one',
    without: 'the one that was sent, if it can be known',
    readBy: 'the scripts in `repro/`',
    shellOnly: true,
  },
  CHAPERONE_LINK: {
    meaning: 'Address that the owner was given, where a function of the definition finds it',
    without: 'the script asks for it',
    readBy: 'the scripts in `repro/`',
    shellOnly: true,
  },
  CHAPERONE_ACT: {
    meaning: 'Shell command by which the owner makes something arrive, for a script that listens',
    without: 'do it by hand while the script listens',
    readBy: 'the scripts in `repro/`',
    shellOnly: true,
  },
  CHAPERONE_HELLO: {
    meaning: 'First message that a script that listens sends, where the definition has `hello`',
    without: 'none is sent',
    readBy: 'the scripts in `repro/`',
    shellOnly: true,
  },
  CHAPERONE_WAIT: {
    meaning: 'Seconds that a script listens for something of the owner’s',
    without: '60',
    readBy: 'the scripts in `repro/`',
    shellOnly: true,
  },
  CI: {
    meaning: 'Set by CI systems: secrets must be encrypted, output is plain, nothing is asked',
    without: 'a person is there; empty, `0` and `false` are that, too',
    readBy: 'every command',
    shellOnly: true,
  },
  GITHUB_ACTIONS: {
    meaning: 'Set to `true` by GitHub: violations are annotated at the lines of the definition',
    without: 'they are not',
    readBy: '`verify` and `judge`',
    shellOnly: true,
  },
  GITHUB_STEP_SUMMARY: {
    meaning: 'Set by GitHub: file to which `summary.md` is appended',
    without: 'it stands in the run’s folder only',
    readBy: '`verify` and `judge`',
    shellOnly: true,
  },
  GITHUB_OUTPUT: {
    meaning: 'Set by GitHub: file to which the outputs `verdict` and `folder` of the step go',
    without: 'none are given',
    readBy: '`seed`, `verify` and `judge`',
    shellOnly: true,
  },
  NO_COLOR: {
    meaning: 'Set to anything: output has no colours',
    without: 'colours in a terminal',
    readBy: 'every command',
    shellOnly: true,
  },
  PLAYWRIGHT_BROWSERS_PATH: {
    meaning: 'Folder in which Playwright keeps its browsers',
    without: 'Playwright’s own folder',
    readBy: 'Playwright, and what sets up a checkout',
    shellOnly: true,
  },
  PLAYWRIGHT_CHROMIUM_EXECUTABLE_PATH: {
    meaning: 'Path of a Chromium, tried first where `CHAPERONE_BROWSER` is not set',
    without: '`CHROME_PATH`, then as without `CHAPERONE_BROWSER`',
    readBy: 'what sets up a checkout',
    shellOnly: true,
  },
  CHROME_PATH: {
    meaning: 'Path of a Chromium, tried next',
    without: 'as without `CHAPERONE_BROWSER`',
    readBy: 'what sets up a checkout',
    shellOnly: true,
  },
  CLINIC_ADMIN_KEY: {
    meaning: 'Key of the embedded clinic’s admin API, which whoever starts it makes up',
    without: 'the clinic makes one up',
    readBy: 'the clinic, and its definition',
    internal: true,
  },
  CLINIC_LOG: {
    meaning: 'File to which the clinic appends a line for each request',
    without: 'none is written',
    readBy: 'the clinic',
    internal: true,
  },
  CLINIC_PHARMACY_URL: {
    meaning: 'Where the pharmacy of the embedded clinic tells what it got',
    without: 'nothing of what was delivered is seen',
    readBy: 'the clinic’s definition',
    internal: true,
  },
  CLINIC_REDIS_PASSWORD: {
    meaning: 'What the Redis that the clinic’s `--redis` names wants to be told',
    without: 'nothing is told',
    readBy: 'the clinic',
    internal: true,
  },
  CLINIC_REMOVE_ORPHANED_DATA: {
    meaning: '`yes`: the clinic removes its data once the process that started it is gone',
    without: 'the data stays',
    readBy: 'the clinic',
    internal: true,
  },
  PLAYWRIGHT_NO_COPY_PROMPT: {
    meaning: 'Playwright adds no prompt to its failures',
    without: 'playwright.config.ts sets it',
    readBy: 'Playwright',
    internal: true,
  },
  NODE_COMPILE_CACHE: {
    meaning: 'Folder in which Node keeps modules that it has compiled, for the processes of a run',
    without: 'a folder in `node_modules/.cache`',
    readBy: 'Node; what sets up a checkout sets it',
    internal: true,
  },
  CHAPERONE_RUN: {
    meaning: 'Folder of the run that a process joins',
    without: 'a run of its own is made',
    readBy: 'properties and scenarios',
    empty: 'error',
    internal: true,
  },
  CHAPERONE_ID_KEY: {
    meaning: 'Key of the digests in the run\u2019s history',
    without: 'a run of its own makes one',
    readBy: 'properties and scenarios',
    empty: 'error',
    internal: true,
  },
  CHAPERONE_SECRETS: {
    meaning: 'Folder in which a process of the run notes what it makes on the deployment',
    without: 'nothing is noted: the deployment ends with the run',
    readBy: 'properties and scenarios',
    empty: 'error',
    internal: true,
  },
  CHAPERONE_CURL_CONFIG: {
    meaning: 'File with an account’s headers for curl, which `chaperone env` names',
    without: 'the script asks `chaperone env`',
    readBy: 'the scripts in `repro/`',
    internal: true,
  },
  CHAPERONE_SESSION: {
    meaning: 'The session that `chaperone env` made for a script',
    without: 'the script asks `chaperone env`',
    readBy: 'the scripts in `repro/`',
    internal: true,
  },
  CHAPERONE_LEAVE: {
    meaning: 'Shell command that signs out a session while a script listens with it',
    without: 'the session stays open',
    readBy: 'the scripts in `repro/`',
    internal: true,
  },
} as const satisfies Readonly<Record<string, Variable>>;

/** One variable that people set, as it is told. */
export type ToldVariable = { name: string } & Variable;

/** Those that people set, in the order in which they are told. */
export const toldVariables: readonly ToldVariable[] = Object.entries<Variable>(variables)
  .map(([name, variable]) => ({ name, ...variable }))
  .filter(({ internal }) => internal === undefined);

export type VariableName = keyof typeof variables;
