import type { Attempt } from '../../domain/attempts/attempt.ts';
import { endedAddress } from '../../domain/surfaces/link-variant.ts';

/** Whether the end that stands in an address was too far for the run to wait for it, so that nothing was sent. */
export function isNotAwaited({ variant, status }: Attempt): boolean {
  return variant === endedAddress && status === null;
}
