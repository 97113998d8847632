import { now } from '../../domain/clock.ts';
import { setTimeout as sleep } from 'node:timers/promises';
import { UsageError } from '../../domain/errors.ts';
import { recordRelease, type RecordedRelease } from '../../domain/release.ts';
import { httpOf } from '../http/http-of.ts';
import type { Network } from '../http/network.ts';
import { createCredentials } from '../http/session-credentials.ts';
import type { Recorder } from '../state/recorder.ts';
import type { RunIdentity } from '../state/run-identity.ts';

/** Tries before a release counts as unreadable: under load a single answer may fail. */
const releaseTries = 3;
/** Milliseconds before the second try; doubled before the third. */
const releaseWait = 100;

/** Asks for the release without a session, and records it, unless the run is interrupted. Null: it is unreadable. */
export async function readRelease(
  worker: RunIdentity & Recorder & Network,
): Promise<string | null> {
  const { phase, signal } = worker;
  let read: RecordedRelease | null = null;
  let asked = false;
  for (let attempt = 0; read === null && attempt < releaseTries && !signal.aborted; attempt += 1) {
    if (attempt > 0)
      await sleep(releaseWait * 2 ** (attempt - 1), undefined, { signal }).catch(() => undefined);
    read = await askRelease(worker, () => (asked = true));
  }
  if (read === null && signal.aborted) return null;
  const release = read?.text ?? null;
  worker.release = release;
  worker.recordFact({
    type: 'fact',
    fact: 'release-read',
    at: now(),
    phase,
    release,
    ...(read?.parts === undefined ? {} : { parts: read.parts }),
    asked,
  });
  return release;
}

/** Null: no answer, an error, or something that tells no release. */
async function askRelease(
  worker: RunIdentity & Network,
  onAnswer: () => void,
): Promise<RecordedRelease | null> {
  try {
    const told: unknown = await worker.definition.release({
      http: httpOf(worker, createCredentials(worker.base.origin), onAnswer),
    });
    const read = recordRelease(told);
    return 'fault' in read ? null : read;
  } catch (error) {
    if (error instanceof UsageError) throw error;
    return null;
  }
}
