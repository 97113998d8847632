import { attemptHead } from './attempt-head.ts';
import { readToken } from '../../canaries/token.ts';
import { anonymous } from '../../domain/account.ts';
import type { Attempt, Item } from '../../domain/attempt.ts';
import type { Sighting } from '../../domain/sighting.ts';
import type { Found, Scanning } from '../scan/inspect.ts';
import { classify, isSignInPage } from '../classify/outcome.ts';
import { recordedHeaders } from '../http/recorded-headers.ts';
import { isOf, placed, signKey, withoutEchoes } from '../scan/sightings.ts';
import type { Observation } from './observation.ts';
import type { RunIdentity } from '../state/run-identity.ts';
import type { Recorder } from '../state/recorder.ts';
import type { Network } from '../http/network.ts';

/** Records what a browser received or showed. See `Worker.observe`. */
export function observe(
  worker: RunIdentity & Recorder & Scanning & Pick<Network, 'base'>,
  observation: Observation,
): Attempt {
  const { gives, session, thing } = observation;
  const viewer = session?.account.id ?? anonymous;
  const { look, open } = worker.inspecting;
  const gaps: string[] = [];
  const inspect = (content: string | Uint8Array): readonly Found[] => {
    const inspection = open({ digest: false });
    inspection.chunk(Buffer.from(content));
    const inspected = inspection.finish();
    gaps.push(...inspected.gaps);
    return inspected.found;
  };
  const sent = new Set(look(observation.sent.join('\n')).map(({ sign }) => signKey(sign)));
  const seen = (found: readonly Found[]): Sighting[] =>
    placed(withoutEchoes(found, sent, viewer), null);
  const sightings: Sighting[] = observation.received.flatMap(({ where, content }) =>
    seen(inspect(content).map((found) => ({ ...found, at: where }))),
  );
  const items: Item[] | null =
    observation.rows?.map((row, index) => {
      const where = `row ${index + 1}`;
      const inRow = seen(look(row).map((found) => ({ ...found, at: where })));
      const first = sightings.push(...inRow) - inRow.length;
      return { where, sightings: inRow.map((_, offset) => first + offset), ids: [] };
    }) ?? null;
  observation.frames.forEach((text, index) => {
    const token = readToken(text);
    if (token !== null)
      sightings.push({ kind: 'frame', token, where: `frame ${index + 1}`, encoding: 'qr' });
  });

  const own = thing === null || thing.owner.id === viewer;
  const owner = thing?.owner.id;
  const contentType = observation.headers['content-type'] ?? '';
  const texts = observation.received.flatMap(({ content }) =>
    typeof content === 'string' ? [content] : [],
  );
  const bytes = observation.received.reduce((sum, { content }) => sum + content.length, 0);
  const { outcome, why } =
    observation.outcome === undefined
      ? classify({
          gives,
          variant: observation.variant,
          own,
          open: session?.state === 'open',
          status: observation.status,
          failure: gaps[0] ?? null,
          bytes,
          contentType,
          signInPage: texts.some((text) =>
            isSignInPage(text, contentType, worker.definition.signInPage),
          ),
          redirect: null,
          sign: sightings.some(
            (sighting) => owner === undefined || isWhose(sighting, owner, worker),
          ),
          rows: items?.length ?? null,
          listWhy: null,
          ownRows: false,
          refusal: false,
          sentHome: false,
        })
      : { outcome: observation.outcome, why: observation.why };
  const attempt: Attempt = {
    ...attemptHead(worker, session, thing),
    surface: observation.surface,
    gives,
    variant: observation.variant,
    channel: observation.channel,
    sentAt: observation.sentAt,
    answeredAt: observation.answeredAt,
    outcome,
    ...(why === undefined ? {} : { why }),
    status: observation.status,
    headers: recordedHeaders(observation.headers, worker.base),
    bytes,
    // An observer that calls it unclear itself could not read it.
    truncated: gaps.length > 0 || observation.outcome === 'unclear',
    digests: [],
    sightings,
    items,
  };
  worker.recordAttempt(attempt);
  return attempt;
}

function isWhose(sighting: Sighting, account: string, worker: RunIdentity): boolean {
  const sign = sighting.kind === 'frame' ? { ...sighting, kind: 'token' as const } : sighting;
  return isOf(sign, account, worker.plan.run);
}
