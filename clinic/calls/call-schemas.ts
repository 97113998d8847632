import { z } from '@hono/zod-openapi';
import { callKind } from '../booking/consultation-schemas.ts';
import { time, toTime } from '../http/schemas.ts';
import type { Call } from './call.ts';

export const callAnswer = z
  .object({
    id: z.string(),
    consultationId: z.string(),
    kind: callKind,
    startedAt: time,
    switchedAt: time.nullable(),
    endedAt: time.nullable(),
    recordingId: z.string().nullable(),
  })
  .openapi('Call');

export function describeCall(call: Call): z.infer<typeof callAnswer> {
  const { id, consultationId, kind, recordingId } = call;
  const { startedAt, switchedAt, endedAt } = call;
  return {
    id,
    consultationId,
    kind,
    startedAt: toTime(startedAt),
    switchedAt: toTime(switchedAt),
    endedAt: toTime(endedAt),
    recordingId,
  };
}
