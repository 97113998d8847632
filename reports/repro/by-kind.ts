import type { Case } from '../../harness/domain/verdict/case.ts';
import type { SurfaceInfo, SurfaceKind } from '../../harness/domain/surfaces/surface.ts';
import type { ReportInput } from '../input.ts';
import { listenScript } from './listen-script.ts';
import { listeningScript } from './listening.ts';
import { addressRequest, linkRequest } from './request.ts';
import { curlScript } from './script.ts';

/** Writes the script for a violation at a surface; null where there is nothing to show it again with. */
type Script<Info extends SurfaceInfo> = (
  input: ReportInput,
  item: Case,
  surface: Info,
) => string | null;

const scripts: { [Kind in SurfaceKind]: Script<Extract<SurfaceInfo, { kind: Kind }>> } = {
  request: (input, item, surface) => curlScript(input, item, addressRequest(input, item, surface)),
  link: (input, item, surface) => curlScript(input, item, linkRequest(input, item, surface)),
  // Whoever is refused a connection gets an ordinary answer, which may leak too.
  listen: (input, item, surface) =>
    item.lead.attempt.channel === 'socket'
      ? (listenScript(input, item, surface) ?? listeningScript(input, item, surface))
      : curlScript(input, item, addressRequest(input, item, surface)),
};

/**
 * A POSIX shell script that shows a violation again, or says how to; null where nothing can. Whatever a server gave
 * stands in it as a quoted word or in a one-line comment.
 */
export function reproScript(input: ReportInput, item: Case): string | null {
  const { attempt } = item.lead;
  const surface = input.plan.surfaces.find(({ id }) => id === attempt.surface);
  // A browser also meets surfaces that nobody described: the id of such a surface is its address.
  if (surface === undefined) return curlScript(input, item, addressRequest(input, item, null));
  // The compiler does not see that the entry belongs to the same member of the union.
  const script = scripts[surface.kind] as unknown as Script<SurfaceInfo>;
  return script(input, item, surface);
}
