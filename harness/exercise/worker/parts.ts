import { now } from '../../domain/clock.ts';
import { concurrencyOf } from '../../deployment/concurrency.ts';
import { createHostGuard } from '../../deployment/hosts/host-guard.ts';
import { timeoutOf } from '../../deployment/timeout.ts';
import type { Attempt } from '../../domain/attempts/attempt.ts';
import type { Fact } from '../../domain/ledger/fact.ts';
import { sealKeyFrom } from '../../domain/history/seal.ts';
import { idDigest, newIdKey } from '../../domain/ledger/id-digest.ts';
import { tryOnce } from '../attempt/http.ts';
import type { Attempting } from '../attempt/http.ts';
import { createPageSamples } from '../attempt/pages/page-samples.ts';
import type { PageSampleStore } from '../attempt/pages/page-samples.ts';
import type { PictureKeeping } from '../attempt/pages/take-picture.ts';
import { createLinks } from '../attempt/links/held-links.ts';
import { createAddressStore } from '../attempt/links/named-addresses.ts';
import { createSamples } from '../attempt/samples.ts';
import { createConnectionSamples } from '../attempt/socket/connection-samples.ts';
import { openConnections } from '../http/connections.ts';
import { createPace } from '../http/pace.ts';
import { tracingOf } from '../http/trace.ts';
import { createInspecting } from '../scan/inspect.ts';
import { openPool } from '../seed/pool-accounts.ts';
import type { AccountSource } from '../seed/pool-accounts.ts';
import type { MediaMaking } from '../seed/seed-media.ts';
import type { SessionMaking } from '../session/sign-in.ts';
import { openHistoryFile } from '../state/history-file.ts';
import { createHoldings } from '../state/holdings.ts';
import { noJournal } from '../state/journal.ts';
import { createLeftOut } from '../state/left-out.ts';
import { openPictureStore } from '../state/picture-store.ts';
import type { WorkerOptions } from './worker-options.ts';

/** All roles of a worker in one object. Each function takes only the few roles that it uses. */
export type Parts = SessionMaking &
  Attempting &
  AccountSource &
  PictureKeeping &
  PageSampleStore &
  MediaMaking & {
    /** Throws a UsageError when the history could not be written to its end. */
    closeHistory(): void;
  };

/** Most digests that are cached. Rows repeat, and an HMAC costs more than a look-up. */
const mostDigests = 50_000;

export function createParts(
  options: WorkerOptions,
  recorded: { facts: Fact[]; attempts: Attempt[] },
  mediaFor: MediaMaking['mediaFor'],
): Parts {
  const { definition, name, part, phase, plan } = options;
  const signal = options.signal ?? new AbortController().signal;
  const base = new URL(definition.url ?? plan.url);
  const guard = createHostGuard({ url: base.href, hosts: definition.hosts ?? [] });
  const idKey = options.idKey ?? newIdKey();
  const history = openHistoryFile(options.folder, name, part, sealKeyFrom(idKey));
  const digests = new Map<string, string>();
  const leftOut = createLeftOut();
  let attempts = 0;
  const parts: Parts = {
    name,
    plan,
    definition,
    phase,
    part,
    base,
    signal,
    guard: (url) => guard.check(url),
    connections: openConnections({
      connections: concurrencyOf(definition),
      timeout: timeoutOf(definition),
      headers: definition.headers,
      signal,
    }),
    pace: createPace(signal),
    tracing: tracingOf(definition, base),
    performed: new Map(),
    inspecting: createInspecting(),
    holdings: createHoldings(),
    journal: options.journal ?? noJournal,
    sessionCredentials: new Map(),
    pool: openPool(options),
    // What lies in accounts that were handed over, nobody here knows.
    pictures: openPictureStore(options.folder, definition.accounts.pool === undefined),
    release: null,
    decoys: new Map(),
    samples: options.keepsSamples === true ? createSamples() : null,
    pageSamples: options.keepsSamples === true ? createPageSamples() : null,
    connectionSamples: options.keepsSamples === true ? createConnectionSamples() : null,
    links: createLinks(),
    nextPages: new Map(),
    named: createAddressStore(),
    validators: new Map(),
    tellingNext: new Set(),
    fresh: new Map(),
    lookedInto: new Set(),
    shapesKept: new Map(),
    unmarked: { answers: new Map(), places: new Set() },
    leaveOut: leftOut.leaveOut,
    tellWait: (text) => options.onWait?.(text),
    recordFact(fact) {
      recorded.facts.push(fact);
      history.append(fact);
    },
    recordAttempt(attempt) {
      recorded.attempts.push(attempt);
      history.append(attempt);
    },
    nextAttempt: () => `${name}-${++attempts}`,
    attemptOnce: (request) => tryOnce(parts, request),
    digest(value) {
      const known = digests.get(value);
      if (known !== undefined) return known;
      if (digests.size > mostDigests) digests.clear();
      const digest = idDigest(idKey, value);
      digests.set(value, digest);
      return digest;
    },
    mediaFor,
    closeHistory() {
      try {
        for (const one of leftOut.all())
          parts.recordFact({ type: 'fact', fact: 'left-out', at: now(), phase, ...one });
      } finally {
        history.close();
      }
    },
  };
  return parts;
}
