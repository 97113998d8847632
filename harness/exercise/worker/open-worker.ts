import type { Attempt } from '../../domain/attempts/attempt.ts';
import type { Fact } from '../../domain/ledger/fact.ts';
import { canTry, endOfHeldLink, exchangesToTry } from '../attempt/links/link-request.ts';
import { placesOfLinks } from '../attempt/links/links.ts';
import { freshValuesOf } from '../attempt/reading/fresh-values-of.ts';
import { replay } from '../attempt/replay.ts';
import { replayPage } from '../attempt/pages/replay-page.ts';
import { replayConnection } from '../attempt/socket/replay-connection.ts';
import { hangUp } from '../attempt/hang-up.ts';
import { makeAttempt } from '../attempt/make-attempt.ts';
import { observe, traceFor } from '../attempt/pages/browser.ts';
import { openAcross, recordAcross } from '../listening/across-update.ts';
import { listenRound } from '../listening/round.ts';
import { othersCookies } from '../attempt/reading/others-cookies.ts';
import { conditionOn } from '../attempt/reading/validators.ts';
import { takeDeliveries } from '../attempt/take-deliveries.ts';
import { createAccount } from '../seed/create-account.ts';
import { act, addIds, createThing } from '../seed/create-thing.ts';
import { firstFree, restoreWorker, saveWorker } from '../seed/saved-worker.ts';
import { contest } from '../seed/contest.ts';
import { plantLater, plantToken } from '../seed/plant.ts';
import { removeAccounts } from '../seed/remove-accounts.ts';
import { createMediaSource } from '../seed/seed-media.ts';
import { removeThing } from '../seed/remove-thing.ts';
import { endShare, share } from '../seed/share.ts';
import { eachCredential } from '../session/each-credential.ts';
import { halfValues } from '../session/half-values.ts';
import { adoptSession, adoptSignOut } from '../session/adopt.ts';
import { renewEnded } from '../session/renew-ended.ts';
import { changePassword } from '../seed/change-password.ts';
import { addressesWithCookies } from '../session/earlier-cookies.ts';
import {
  signIn,
  signInFrom,
  signInWithoutSecondFactor,
  signInWithWrongPassword,
  signOut,
} from '../session/sign-in.ts';
import { codesFor } from '../session/second-factor.ts';
import { wasPerformed } from '../http/performed.ts';
import { createParts } from './parts.ts';
import { readRelease } from './read-release.ts';
import type { WorkerOptions } from './worker-options.ts';
import type { Worker } from './worker.ts';

/** Opens a worker of a run (see `Worker`). Rejects with a UsageError when its history cannot be written. */
export async function openWorker(options: WorkerOptions): Promise<Worker> {
  const { definition, inherit, name, part, phase, plan } = options;
  const recorded = { facts: [] as Fact[], attempts: [] as Attempt[] };
  const media = options.media ?? createMediaSource();
  const parts = createParts(options, recorded, media.of);
  if (inherit !== undefined) restoreWorker(parts, inherit);
  const taken = new Set<string>();
  let closed = false;
  let nextAccount = options.firstAccount;
  const { holdings, signal } = parts;
  return {
    name,
    plan,
    definition,
    phase,
    part,
    signal,
    get clock() {
      return options.clock?.() ?? null;
    },
    recorded,
    get accounts() {
      return [...holdings.accounts.values()];
    },
    get sessions() {
      return [...holdings.sessions.values()];
    },
    get things() {
      return [...holdings.things.values()].filter(({ contested }) => contested !== true);
    },
    get shares() {
      return [...holdings.shares.values()];
    },
    createAccount(wanted) {
      const number = firstFree(holdings.accounts, nextAccount);
      nextAccount = number + 1;
      return createAccount(parts, number, wanted);
    },
    signIn: (account) => signIn(parts, account),
    addressesWithCookies: (addresses) => addressesWithCookies(parts, addresses),
    signInFrom: (account, client) => signInFrom(parts, account, client),
    signOut: (session) => signOut(parts, session),
    changePassword: (session) => changePassword(parts, session),
    renewEnded: (session) => renewEnded(parts, session),
    signInWithWrongPassword: (account) => signInWithWrongPassword(parts, account),
    signInWithoutSecondFactor: (account, how) => signInWithoutSecondFactor(parts, account, how),
    createThing: (session) => createThing(parts, session),
    removeThing: (session, thing) => removeThing(parts, session, thing),
    act: (session, action, thing) => act(parts, session, action, thing),
    contest: (account, thing) => contest(parts, account, thing),
    contestedToken: (account, field, thing) => plantToken(parts, account, field, thing),
    share: (session, thing, toSession) => share(parts, session, thing, toSession),
    endShare: (session, ended) => endShare(parts, session, ended),
    attempt: (request) => makeAttempt(parts, request),
    hangUp: (request) => hangUp(parts, request),
    canTry: (request) => canTry(parts, request),
    exchangesFor: (request) => exchangesToTry(parts, request),
    get namedAddresses() {
      return parts.named.all;
    },
    get linkedPlaces() {
      return placesOfLinks(parts);
    },
    freshValues: () => freshValuesOf(parts),
    halfValues: (session) => halfValues(parts, session),
    othersCookies: (session) => othersCookies(parts, session),
    eachCredential: (session) => eachCredential(parts, session),
    conditionOn: (view) => conditionOn(parts, view),
    nextPagesOf: ({ id }) => parts.nextPages.get(id) ?? new Map(),
    endOfLink: (surface, thing, of) => endOfHeldLink(parts, surface, thing, of),
    get samples() {
      return parts.samples?.bySurface ?? new Map();
    },
    replay: (sample, answers) => replay(parts, sample, answers),
    get connectionSamples() {
      return parts.connectionSamples?.bySurface ?? new Map();
    },
    get unsampled() {
      return new Map([
        ...(parts.samples?.unkept ?? []),
        ...(parts.connectionSamples?.unkept ?? []),
        ...(parts.pageSamples?.unkept ?? []),
      ]);
    },
    get pageSamples() {
      return parts.pageSamples?.bySurface ?? new Map();
    },
    replayPage: (sample, shown) => replayPage(parts, sample, shown),
    replayConnection: (sample, come) => replayConnection(parts, sample, come),
    listen: (round) => listenRound(parts, round),
    takeDeliveries: () => takeDeliveries(parts, taken),
    openAcross: () => openAcross(parts),
    recordAcross: (connections) => recordAcross(parts, connections),
    plantToken: (account, field, thing) => plantLater(parts, account, field, thing),
    addIds: (thing, ids) => addIds(parts, thing, ids),
    adoptSession: (account, credentials) => adoptSession(parts, account, credentials),
    adoptSignOut: (session, from) => adoptSignOut(parts, session, from),
    traceFor: (address) => traceFor(parts, address),
    observe: async (observation) => observe(parts, observation),
    codes: (account) => codesFor(parts, account),
    readRelease: () => readRelease(parts),
    wasPerformed: (operation) => wasPerformed(parts, operation),
    record: (fact) => parts.recordFact(fact),
    removeAccounts: (asked = new Set()) => removeAccounts(parts, asked),
    handOver: () => saveWorker(parts),
    async close() {
      if (closed) return;
      closed = true;
      await parts.connections.close();
      if (options.media === undefined) await media.close();
      parts.closeHistory();
    },
  };
}
