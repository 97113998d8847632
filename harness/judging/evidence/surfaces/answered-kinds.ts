import type { Attempt } from '../../../domain/attempts/attempt.ts';
import type { History } from '../../../domain/history/history.ts';
import { isBinary, isJson } from '../../../domain/surfaces/media-type.ts';
import type { Plan } from '../../../domain/plan.ts';
import type { Gives, SurfaceInfo } from '../../../domain/surfaces/surface.ts';

/** How many of a surface's granted answers were media by their type, and how many were JSON. */
type Answered = { all: number; media: number; json: number };

/**
 * The plan with each surface giving what most of its granted answers were, as the invariant that judges it follows from
 * that. A document often says less: a framework declares a film as `application/json` with an empty schema.
 *
 * - What is described as a `read` and gives media is judged as media.
 * - What was imported as a `stream` and gives JSON is judged as a `read`. Written by hand it stays a stream, because an
 *   export may be JSON.
 *
 * A list stays a list: if its answers are media, its rows cannot be told, which is a gap.
 */
export function withAnsweredKinds(plan: Plan, { attempts }: History): Plan {
  const answered = new Map<string, Answered>();
  for (const attempt of attempts) {
    if (!isAnswer(attempt)) continue;
    const type = attempt.headers['content-type'] ?? '';
    const counts = answered.get(attempt.surface) ?? { all: 0, media: 0, json: 0 };
    answered.set(attempt.surface, counts);
    counts.all += 1;
    if (isBinary(type)) counts.media += 1;
    else if (isJson(type)) counts.json += 1;
  }
  const surfaces = plan.surfaces.map((surface): SurfaceInfo => {
    const gives = answeredKind(surface, answered.get(surface.id));
    return gives === surface.gives ? surface : { ...surface, gives, describedAs: surface.gives };
  });
  return { ...plan, surfaces };
}

function isAnswer({ outcome, status, changed, bytes }: Attempt): boolean {
  const isSuccess = status !== null && status >= 200 && status < 300;
  return outcome === 'granted' && isSuccess && changed === undefined && bytes > 0;
}

function answeredKind({ gives, imported }: SurfaceInfo, answered: Answered | undefined): Gives {
  if (answered === undefined) return gives;
  const { all, media, json } = answered;
  if (gives === 'read' && media * 2 > all) return 'stream';
  if (gives === 'stream' && imported && json * 2 > all) return 'read';
  return gives;
}
