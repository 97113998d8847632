import { UsageError } from '../../domain/errors.ts';
import { type ExpectedKind, expectedKinds } from '../../domain/surfaces/surface.ts';
import type { None } from '../none.ts';
import type { AbsentSurface } from './surface.ts';
import { oneOfThe, unknownGiven } from './surface-base.ts';

/** The functions by which a definition describes its surfaces. */
export { link, type LinkOptions } from './link.ts';
export { events, socket, type ListenOptions } from './listen.ts';
export { download, figure, list, page, read, stream } from './request.ts';
export type { FigureOptions } from './request.ts';
export type { ListOptions, SurfaceOptions } from './surface-base.ts';

/** Says that the deployment has no surface of a kind, and why: `noSurface('stream', 'no recordings are kept')`. */
export function noSurface(gives: ExpectedKind, reason: string): AbsentSurface {
  if (!expectedKinds.includes(gives))
    throw new UsageError(`noSurface: ${unknownGiven(gives)}`, oneOfThe(expectedKinds));
  return { absent: gives, reason: stated(reason, `noSurface('${gives}', …)`) };
}

/** Says that the deployment lacks something, and why: `none('no video calls')`. */
export function none(reason: string): None {
  return { none: stated(reason, 'none(…)') };
}

function stated(reason: string, where: string): string {
  if (reason.trim() !== '') return reason;
  throw new UsageError(
    `${where} has no reason`,
    'Say why the deployment does not have it: reports quote it.',
  );
}
