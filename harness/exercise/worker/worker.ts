import { setTimeout as sleep } from 'node:timers/promises';
import { createHostGuard } from '../../deployment/host-guard.ts';
import { UsageError } from '../../domain/errors.ts';
import type { Attempt } from '../../domain/attempt.ts';
import type { Fact } from '../../domain/fact.ts';
import { idDigest, newIdKey } from '../../domain/id-digest.ts';
import { adoptSession, adoptSignOut } from '../session/adopt.ts';
import { openConnections } from '../http/connections.ts';
import { createBaggage } from '../http/cookies.ts';
import type { Core } from '../state/core.ts';
import { createAccount } from '../seed/create-account.ts';
import { act, addIds, createThing } from '../seed/create-thing.ts';
import { firstFree, handOver, takeOver } from '../seed/hand-over.ts';
import { openHistoryFile } from '../state/history-file.ts';
import { createHoldings } from '../state/holdings.ts';
import { httpOf } from '../http/http-of.ts';
import { createInspecting } from '../scan/inspect.ts';
import { listenRound } from '../listening/round.ts';
import { makeAttempt } from '../attempt/make-attempt.ts';
import { createMediaSource } from '../seed/seed-media.ts';
import { canTry, endOfHeldLink } from '../attempt/link-request.ts';
import { createLinks } from '../attempt/links.ts';
import { observe } from '../attempt/observe.ts';
import { createPace } from '../http/pace.ts';
import { plantLater } from '../seed/plant.ts';
import { openPool } from '../seed/pool-accounts.ts';
import { removeAccounts } from '../seed/remove-accounts.ts';
import { endShare, share } from '../seed/share.ts';
import { signIn, signInWithoutSecondFactor, signOut } from '../session/sign-in.ts';
import { codeOf } from '../session/try-sign-in.ts';
import type { Worker, WorkerOptions } from '../state/worker-types.ts';

/** Opens a worker of a run; see `Worker`. Rejects with a UsageError when its history cannot be written. */
export async function openWorker(options: WorkerOptions): Promise<Worker> {
  const { definition, inherit, name, phase, plan } = options;
  const signal = options.signal ?? new AbortController().signal;
  const recorded = { facts: [] as Fact[], attempts: [] as Attempt[] };
  const media = createMediaSource();
  const core = createCore(options, signal, recorded, media.of);
  if (inherit !== undefined) takeOver(core, inherit);
  let closed = false;
  let nextAccount = options.firstAccount;
  const { holdings } = core;
  return {
    name,
    plan,
    definition,
    phase,
    signal,
    recorded,
    get accounts() {
      return [...holdings.accounts.values()];
    },
    get sessions() {
      return [...holdings.sessions.values()];
    },
    get things() {
      return [...holdings.things.values()];
    },
    get shares() {
      return [...holdings.shares.values()];
    },
    createAccount(wanted) {
      const number = firstFree(holdings.accounts, nextAccount);
      nextAccount = number + 1;
      return createAccount(core, number, wanted);
    },
    signIn: (account) => signIn(core, account),
    signOut: (session) => signOut(core, session),
    signInWithoutSecondFactor: (account, how) => signInWithoutSecondFactor(core, account, how),
    createThing: (session) => createThing(core, session),
    act: (session, action, thing) => act(core, session, action, thing),
    share: (session, thing, toSession) => share(core, session, thing, toSession),
    endShare: (session, ended) => endShare(core, session, ended),
    attempt: (request) => makeAttempt(core, request),
    canTry: (request) => canTry(core, request),
    endOfLink: (surface, thing, of) => endOfHeldLink(core, surface, thing, of),
    listen: (round) => listenRound(core, round),
    plantToken: (account, field, thing) => plantLater(core, account, field, thing),
    addIds: (thing, ids) => addIds(core, thing, ids),
    adoptSession: (account, credentials) => adoptSession(core, account, credentials),
    adoptSignOut: (session, from) => adoptSignOut(core, session, from),
    observe: async (observation) => observe(core, observation),
    totp: (account) => codeOf(core, account),
    readRelease: () => readRelease(core, signal),
    record: (fact) => core.recordFact(fact),
    removeAccounts: () => removeAccounts(core),
    handOver: () => handOver(core),
    async close() {
      if (closed) return;
      closed = true;
      await core.connections.close();
      await media.close();
      core.closeHistory();
    },
  };
}

function createCore(
  options: WorkerOptions,
  signal: AbortSignal,
  recorded: { facts: Fact[]; attempts: Attempt[] },
  mediaFor: Core['mediaFor'],
): Core {
  const { definition, plan } = options;
  const base = new URL(definition.url ?? plan.url);
  const guard = createHostGuard({ url: base.href, hosts: definition.hosts ?? [] });
  const history = openHistoryFile(options.folder, options.name, options.part);
  const digests = new Map<string, string>();
  const idKey = options.idKey ?? newIdKey();
  let attempts = 0;
  return {
    options,
    base,
    signal,
    guard: (url) => guard.check(url),
    connections: openConnections({
      connections: definition.concurrency ?? 16,
      timeout: definition.timeout ?? 30_000,
      headers: definition.headers,
      signal,
    }),
    pace: createPace(signal),
    inspecting: createInspecting(),
    holdings: createHoldings(),
    pool: openPool(options),
    release: null,
    decoys: new Map(),
    links: createLinks(),
    unmarked: { answers: new Map(), places: new Set() },
    totps: new Map(),
    codes: new Map(),
    recordFact(fact) {
      recorded.facts.push(fact);
      history.append(fact);
    },
    recordAttempt(attempt) {
      recorded.attempts.push(attempt);
      history.append(attempt);
    },
    nextAttempt: () => `${options.name}-${++attempts}`,
    digest(value) {
      const known = digests.get(value);
      if (known !== undefined) return known;
      // Rows come again and again, and an HMAC costs more than a look-up.
      if (digests.size > 50_000) digests.clear();
      const digest = idDigest(idKey, value);
      digests.set(value, digest);
      return digest;
    },
    mediaFor,
    closeHistory: () => history.close(),
  };
}

/** Tries before a release counts as unreadable: under load a single answer may fail. */
const releaseTries = 3;
/** Milliseconds before the second try; doubled before the third. */
const releaseWait = 100;

/** Asks for the release without a session, as a stranger would, and records it; not when interrupted. */
async function readRelease(core: Core, signal: AbortSignal): Promise<string | null> {
  let release: string | null = null;
  for (
    let attempt = 0;
    release === null && attempt < releaseTries && !signal.aborted;
    attempt += 1
  ) {
    if (attempt > 0)
      await sleep(releaseWait * 2 ** (attempt - 1), undefined, { signal }).catch(() => undefined);
    release = await askRelease(core);
  }
  if (release === null && signal.aborted) return null;
  core.release = release;
  core.recordFact({
    type: 'fact',
    fact: 'release-read',
    at: Date.now(),
    phase: core.options.phase,
    release,
  });
  return release;
}

/** Null: no answer, an error, or something that is no text. */
async function askRelease(core: Core): Promise<string | null> {
  try {
    const told: unknown = await core.options.definition.release({
      http: httpOf(core, createBaggage(core.base.origin)),
    });
    return typeof told === 'string' && told.trim() !== '' ? told.trim().slice(0, 200) : null;
  } catch (error) {
    if (error instanceof UsageError) throw error;
    return null;
  }
}
