import { createHash } from 'node:crypto';
import { readToken } from '../../canaries/token.ts';
import type { Attempt } from '../../domain/attempt.ts';
import type { Sighting } from '../../domain/sighting.ts';
import { classifyListened } from '../classify/listened.ts';
import { classify } from '../classify/outcome.ts';
import type { Classified, Findings } from '../classify/outcome.ts';
import { unlessSpent } from '../classify/spent-session.ts';
import { isBinary } from '../../domain/media-type.ts';
import type { Network } from '../http/network.ts';
import { recordedHeaders } from '../http/recorded-headers.ts';
import type { CredentialStore } from '../http/session-credentials.ts';
import { itemsOf } from '../rows/attribute.ts';
import type { PlacedPage } from '../rows/attribute.ts';
import type { Scanning } from '../scan/inspect.ts';
import { placed } from '../scan/sightings.ts';
import type { Recorder } from '../state/recorder.ts';
import type { RunIdentity } from '../state/run-identity.ts';
import type { Answer, Question } from './answer.ts';
import { attemptHead } from './attempt-head.ts';
import { findingsOf } from './findings.ts';
import { rowsOfMessage } from './message-rows.ts';
import { readingOf } from './reading.ts';
import { sightingsIn } from './part-sightings.ts';

/** The roles of a worker that can make an attempt of an answer. */
export type AnswerReading = RunIdentity &
  Recorder &
  Scanning &
  CredentialStore &
  Pick<Network, 'base'>;

/**
 * Makes an attempt of an answer from any channel: finds the sightings in it, assigns them to rows, and decides the
 * outcome. This is the only place that does so. The attempt is not recorded yet.
 */
export async function attemptOf(
  worker: AnswerReading,
  question: Question,
  answer: Answer,
): Promise<Attempt> {
  const { session, thing, surface, variant } = question;
  const head = attemptHead(worker, session, thing);
  const reading = readingOf(worker, question, head.viewer);
  let strange = false;
  const pages = answer.parts.map((part): PlacedPage => {
    const sightings = sightingsIn(worker.inspecting, part, reading);
    if (part.isEvent === undefined) return { rows: part.rows, sightings };
    const message = rowsOfMessage(part, sightings, { isOwn: reading.isOwn, thing });
    strange ||= message.strange;
    return { rows: message.rows, sightings };
  });
  const attributed = itemsOf(pages, {
    listed: answer.rows !== null,
    wholes: surface.imported === true,
    own: reading.isOwn,
    digest: worker.digest,
    look: (text) => placed(reading.withoutEchoes(worker.inspecting.look(text)), null),
  });
  const sightings = [...attributed.sightings, ...seenInFrames(answer)];
  const { items } = attributed;
  const findings = findingsOf(worker, question, answer, { sightings, items, reading });
  const { answeredAt, status } = answer;
  const settled = answer.outcome ?? (await settle(question, answer, findings, strange));
  const credentials = worker.sessionCredentials.get(session?.id ?? '') ?? null;
  // A connection that was opened before the sign-out does not depend on the session's expiry.
  const final =
    variant === 'kept' ? settled : unlessSpent(settled, session, credentials, answeredAt);
  return {
    ...head,
    surface: surface.id,
    variant,
    channel: answer.channel,
    sentAt: answer.sentAt,
    answeredAt,
    outcome: final.outcome,
    ...(final.why === undefined ? {} : { why: final.why }),
    status,
    headers: recordedHeaders(answer.headers, worker.base, worker.digest),
    bytes: answer.bytes,
    truncated:
      answer.truncated ||
      attributed.cut ||
      answer.parts.some(({ inspected }) => inspected.gaps.length > 0),
    digests: question.lender ? [] : mediaIn(answer),
    sightings,
    items,
    ...(final.outcome === 'unclear' && surface.imported === true ? wholeOf(worker, answer) : {}),
    ...question.more,
  };
}

async function settle(
  question: Question,
  answer: Answer,
  findings: Findings,
  strange: boolean,
): Promise<Classified> {
  const { connection } = answer;
  if (connection !== undefined) return classifyListened(findings, { ...connection, strange });
  const classified = classify(findings);
  if (classified.decoy && (await question.isLikeDecoy?.()) === true)
    return { outcome: 'concealed' };
  return unlessEnded(classified, question.endsAt ?? null, answer.answeredAt);
}

/** Of an answer that nothing else tells, the digest of its text; nothing of one that was not read to its end. */
function wholeOf({ digest }: Scanning, answer: Answer): Pick<Attempt, 'whole'> {
  const { status, failure, truncated, parts } = answer;
  if (status === null || status < 200 || status >= 300 || failure !== null || truncated) return {};
  const hash = createHash('sha256');
  for (const { body } of parts) {
    if (body === null) return {};
    hash.update(`${body.length}\n`).update(body);
  }
  return answer.bytes === 0 ? {} : { whole: digest(hash.digest('hex')) };
}

function seenInFrames({ frames = [] }: Answer): Sighting[] {
  return frames.flatMap((text, index): Sighting[] => {
    const token = readToken(text);
    const where = `frame ${index + 1}`;
    return token === null ? [] : [{ kind: 'frame', token, where, encoding: 'qr' }];
  });
}

/** Digests of media in the answer. The text of an error page gives none, because everybody may get the same page. */
function mediaIn({ status, headers, parts: [first] }: Answer): readonly string[] {
  if (first === undefined) return [];
  const isSuccess = status !== null && status >= 200 && status < 300;
  const { digests, carried = [] } = first.inspected;
  return [...(isSuccess || isBinary(headers['content-type'] ?? '') ? digests : []), ...carried];
}

/** Makes a refusal unclear if the address may have expired by then: it does not show who may use the address. */
function unlessEnded(
  classified: Classified,
  endsAt: number | null,
  answeredAt: number,
): Classified {
  const { outcome } = classified;
  const isTooLate = endsAt !== null && answeredAt >= endsAt;
  return isTooLate && (outcome === 'denied' || outcome === 'concealed')
    ? { outcome: 'unclear', why: 'the address had ended before it was answered' }
    : classified;
}
