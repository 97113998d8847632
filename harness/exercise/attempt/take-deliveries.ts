import { now } from '../../domain/clock.ts';
import type { Delivery } from '../../deployment/outbound.ts';
import type { Attempt } from '../../domain/attempts/attempt.ts';
import { anonymous } from '../../domain/accounts/account.ts';
import type { Sighting } from '../../domain/attempts/sighting.ts';
import { failedFact } from '../state/failed-fact.ts';
import { isObject } from '../state/is-object.ts';
import { attemptHead } from './attempt-head.ts';
import { httpOf } from '../http/http-of.ts';
import type { Network } from '../http/network.ts';
import { createCredentials } from '../http/session-credentials.ts';
import type { Scanning } from '../scan/inspect.ts';
import { placed } from '../scan/sightings.ts';
import type { Holder } from '../state/holdings.ts';
import type { Recorder } from '../state/recorder.ts';
import type { RunIdentity } from '../state/run-identity.ts';

type Taking = RunIdentity & Recorder & Scanning & Holder & Network;

/** Reads what the deployment has sent to third parties, and records each delivery once. Returns how many were new. */
export async function takeDeliveries(worker: Taking, taken: Set<string>): Promise<number> {
  const { outbound } = worker.definition;
  if (outbound === undefined || 'none' in outbound) return 0;
  let found: readonly Delivery[];
  try {
    found = await outbound.deliveries({
      http: httpOf(worker, createCredentials(worker.base.origin)),
    });
  } catch (error) {
    worker.recordFact(failedFact(null, {}, 'reading what was sent to third parties', error));
    return 0;
  }
  const fresh = found.filter(({ id }) => !taken.has(id));
  for (const delivery of fresh) {
    taken.add(delivery.id);
    worker.recordAttempt(attemptOf(worker, delivery));
  }
  return fresh.length;
}

function attemptOf(worker: Taking, { id, party, to, content }: Delivery): Attempt {
  const at = now();
  const text =
    typeof content === 'string' || content instanceof Uint8Array
      ? content
      : JSON.stringify(content);
  return {
    ...attemptHead(worker, null, null),
    viewer: anonymous,
    surface: `outbound ${party}`,
    gives: 'read',
    variant: 'outbound',
    probe: 'outbound',
    channel: 'http',
    sentAt: at,
    answeredAt: at,
    outcome: 'granted',
    status: null,
    headers: {},
    bytes: text.length,
    truncated: false,
    digests: [],
    sightings: sightingsIn(worker, content),
    items: null,
    delivery: {
      id: worker.digest(id),
      party,
      to: worker.digest(to),
      of: accountAt(worker, to),
    },
  };
}

/** The account whose own address it is: e-mail, or telephone. */
function accountAt({ holdings }: Holder, to: string): string | null {
  const wanted = to.trim().toLowerCase();
  for (const { id, persona } of holdings.accounts.values()) {
    if ([persona.email, persona.phone].some((own) => own.toLowerCase() === wanted)) return id;
  }
  return null;
}

function sightingsIn(worker: Scanning, content: Delivery['content']): Sighting[] {
  const parsed = typeof content === 'string' ? parsedOrNull(content) : content;
  const leaves: (readonly [string, string | Uint8Array])[] =
    isObject(parsed) && !(parsed instanceof Uint8Array)
      ? leavesOf(parsed, '$')
      : [['body', content as string | Uint8Array]];
  return leaves.flatMap(([where, text]) =>
    placed([...worker.inspecting.look(text)], null).map((sighting) => ({ ...sighting, where })),
  );
}

function parsedOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function leavesOf(value: unknown, where: string): (readonly [string, string])[] {
  if (Array.isArray(value))
    return value.flatMap((element, index) => leavesOf(element, `${where}[${index}]`));
  if (isObject(value))
    return Object.entries(value).flatMap(([key, field]) => leavesOf(field, `${where}.${key}`));
  return [[where, String(value)]];
}
