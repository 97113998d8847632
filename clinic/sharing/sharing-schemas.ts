import { z } from '@hono/zod-openapi';
import { time, toTime } from '../http/schemas.ts';
import type { Share } from './share.ts';

export const shareBody = z
  .object({
    /** Without it, whoever has the link may see it. */
    email: z.email().max(254).optional(),
    until: time,
  })
  .openapi('NewShare');

export const shareAnswer = z
  .object({
    id: z.string(),
    consultationId: z.string(),
    patientName: z.string(),
    reason: z.string(),
    by: z.enum(['account', 'link']),
    until: time,
    endedAt: time.nullable(),
  })
  .openapi('Share');

/** A share without who it is with: that is theirs to tell. */
export function describeShare(share: Share): z.infer<typeof shareAnswer> {
  const { id, consultationId, patientName, reason, accountId, until, endedAt } = share;
  const by = accountId === null ? 'link' : 'account';
  const times = { until: toTime(until), endedAt: toTime(endedAt) };
  return { id, consultationId, patientName, reason, by, ...times };
}
