import { accountId } from '../../../../domain/accounts/account.ts';
import type { Attempt } from '../../../../domain/attempts/attempt.ts';
import { parseRecord } from '../../../../domain/history/parse-record.ts';
import { attemptOf } from '../../../../exercise/attempt/attempt-of.ts';
import type { AnswerReading } from '../../../../exercise/attempt/attempt-of.ts';
import type { Answer, Part, Question } from '../../../../exercise/attempt/reading/answer.ts';
import { createHoldings } from '../../../../exercise/state/holdings.ts';
import { createCredentials } from '../../../../exercise/http/session-credentials.ts';
import { totalOf } from '../../../../exercise/rows/page-size.ts';
import { nextPages } from '../../../../exercise/rows/pages.ts';
import { readPage } from '../../../../exercise/rows/read-page.ts';
import { isRefusal } from '../../../../exercise/rows/refusal.ts';
import {
  createAddressStore,
  noteNamedAddresses,
} from '../../../../exercise/attempt/links/named-addresses.ts';
import type { Session } from '../../../../exercise/state/held.ts';
import { inspecting, mustNotAccuse, other, run, tokensIn, viewer } from '../planted.ts';
import { must } from '../target.ts';

const base = new URL('https://clinic.test');
const account = {
  id: accountId(viewer),
  number: viewer,
  ids: { patient: '1041' },
  cohort: {},
  role: 'patient',
};
const session = {
  id: 'a1.s1',
  account,
  state: 'open',
  phase: 'before-update',
} as unknown as Session;

/** As much of a worker as is needed to make an attempt of an answer. */
export function reader(): AnswerReading {
  return {
    name: 'w',
    plan: { run },
    definition: { surfaces: [] },
    phase: 'before-update',
    part: 'sweep',
    release: '1',
    nextAttempt: () => 'w.1',
    shapesKept: new Map(),
    holdings: createHoldings(),
    leaveOut: () => undefined,
    base,
    inspecting,
    digest: (id: string) => `d${id.length}`,
    sessionCredentials: new Map([['a1.s1', createCredentials(base.origin)]]),
  } as unknown as AnswerReading;
}

export const question: Question = {
  session,
  thing: null,
  surface: { id: 'GET /visits', gives: 'list', shows: 'visit' },
  variant: 'plain',
  sent: () => new Set(),
  asked: {},
  owner: undefined,
};

/** Reads a body as the answer to a list, by the one way that all answers go. Fails where the attempt is wrong. */
export async function readAnswer(
  input: Buffer,
  contentType: string,
  items?: string,
): Promise<void> {
  const worker = reader();
  const headers = { 'content-type': contentType };
  const inspection = worker.inspecting.open({ digest: 'none' });
  inspection.head(headers);
  inspection.chunk(input);
  const inspected = inspection.finish();
  const answer = { status: 200, headers, failure: null, truncated: false, body: input };
  const page = readPage({ items }, answer);
  const why = 'why' in page ? page.why : null;
  const read = 'why' in page ? { json: undefined, rows: [] } : page;
  const url = 'https://clinic.test/visits?page=1';
  for (const body of [read.json, input.toString('utf8')]) {
    const next = nextPages({ url, headers, body }, read.rows[0]?.where);
    must(
      next.addresses.every((address) => typeof address === 'string'),
      'an address is no text',
    );
    must(next.addresses.length < 10, 'too many addresses may be the next page');
  }
  must(Number.isFinite(totalOf(read.json) ?? 0), 'the total is no number');
  const store = { named: createAddressStore(), guard: mustBeOurs, leaveOut: worker.leaveOut };
  const naming = { session, thing: null, surface: 'GET /visits', url: new URL(url), contentType };
  noteNamedAddresses(store, { ...naming, at: { ours: 0 }, body: input, json: read.json });
  must(store.named.all.length <= 36, 'too many addresses are kept of one answer');
  const part: Part = { ...read, body: input, inspected };
  const whole = {
    ...answerOf(part, headers),
    rows: why === null ? part.rows.length : null,
    listWhy: why,
  };
  mustBeRight(await attemptOf(worker, question, whole), input);
}

export function answerOf(part: Part, headers: Record<string, string> = {}): Answer {
  return {
    channel: 'http',
    sentAt: 1,
    answeredAt: 2,
    status: 200,
    headers,
    bytes: part.body?.length ?? 0,
    failure: null,
    truncated: false,
    redirect: null,
    parts: [part],
    rows: null,
    refusal: isRefusal(part.json),
  };
}

/** Fails where an attempt cannot be recorded, accuses wrongly, or misses a token without saying that it may. */
export function mustBeRight(attempt: Attempt, input: Buffer): void {
  mustNotAccuse(attempt.sightings);
  const line = JSON.stringify(attempt);
  must(line.length < 50_000 + 40 * input.length, `the record has ${line.length} characters`);
  must('record' in parseRecord(line), 'the record is none that a history may hold');
  const last = attempt.sightings.length - 1;
  for (const { sightings } of attempt.items ?? [])
    must(
      sightings.every((at) => at >= 0 && at <= last),
      'a row names a sighting that is none',
    );
  if (!tokensIn(input).includes(other)) return;
  const isSeen = attempt.sightings.some(
    (seen) => 'token' in seen && seen.token.run === run && seen.token.account === other,
  );
  must(isSeen || attempt.truncated, 'the token of another account is there, and was not seen');
}

function mustBeOurs(url: URL): void {
  if (url.host !== base.host) throw new Error('another host');
}
