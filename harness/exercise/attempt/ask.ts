import type { Gives } from '../../domain/surfaces/surface.ts';
import type { SessionCredentials } from '../http/session-credentials.ts';
import { deliver } from '../http/deliver.ts';
import type { Delivered } from '../http/deliver.ts';
import type { Outgoing } from '../http/exchange.ts';
import { digestingOf } from '../scan/inspect.ts';
import type { Found, Inspected, Inspection, Scanning } from '../scan/inspect.ts';
import { inWords } from '../scan/sightings.ts';
import { isBinary } from '../../domain/surfaces/media-type.ts';
import type { Network } from '../http/network.ts';

/** Sends one request, and scans its answer and all answers on the way (redirects, repeats after 429). */
export async function ask(
  worker: Network & Scanning,
  credentials: SessionCredentials | null,
  gives: Gives,
  request: Outgoing,
): Promise<{ delivered: Delivered; inspected: Inspected }> {
  const inspections: Inspection[] = [];
  const media = new Set<number>();
  const delivered = await deliver(
    {
      connections: worker.connections,
      pace: worker.pace,
      guard: worker.guard,
      credentials,
      inspect() {
        const inspection = worker.inspecting.open({ digest: digestingOf(gives) });
        const index = inspections.push(inspection) - 1;
        return {
          ...inspection,
          head(headers) {
            if (isBinary(headers['content-type'] ?? '')) media.add(index);
            inspection.head(headers);
          },
        };
      },
    },
    request,
  );
  const { status, failure, truncated } = delivered.delivery;
  const results: Inspected[] = [];
  for (const inspection of inspections) {
    const isLast = results.length === inspections.length - 1;
    // Why not all of it came is told beside.
    const isPart = isLast && (status === 206 || failure !== null || truncated);
    results.push(await inspection.finishWithPdfs({ isPart }));
  }
  const last = results.pop() ?? { found: [], digests: [], gaps: [] };
  // The answers before the last one are redirects, and those with status 429 or 503.
  const earlier = results.flatMap(({ found }, index) => found.map(within(index)));
  const headers = results.flatMap((result, index) => (result.headers ?? []).map(within(index)));
  // Only digests of media are kept of a redirect: the text of a redirect varies and belongs to nobody.
  const carried = results.flatMap((result, index) => (media.has(index) ? result.digests : []));
  const inspected = {
    ...last,
    found: [...last.found, ...earlier],
    headers: [...(last.headers ?? []), ...headers],
    carried,
  };
  return { delivered, inspected };
}

/** Tells in which of the answers on the way something stands. */
function within(index: number) {
  return <Of extends Pick<Found, 'at' | 'file'>>(one: Of) => ({
    ...one,
    at: `answer ${index + 1}: ${inWords(one)}`,
  });
}
