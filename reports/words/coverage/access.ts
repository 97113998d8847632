import { describeAsker } from '../../../harness/domain/verdict/access.ts';
import type { AccessChange } from '../../../harness/domain/verdict/access.ts';
import type { ReportInput } from '../../input.ts';
import { enumerate, semicolons } from '../counting.ts';

/** Of each sort, so many surfaces are named. */
const mostNamed = 4;
/** So many of those that something changed for are named. */
const mostAskers = 2;

/** What the update did to who gets what, in one sentence; null where it was not tried on both sides of one. */
export function accessWords({ verdict: { access } }: ReportInput): string | null {
  if (access === undefined || access === null) return null;
  const { opened, closed, brought, removed } = access;
  if ([opened, closed, brought, removed].every((changes) => changes.length === 0))
    return 'This update opened, closed, brought and removed nothing.';
  const phrases = semicolons(
    `opened ${changed(opened)}`,
    `closed ${changed(closed)}`,
    `brought ${named(brought)}`,
    `removed ${named(removed)}`,
  );
  return `This update ${phrases}.`;
}

/** Surfaces with those that they changed for; by themselves where that would be too much for one sentence. */
function changed(changes: readonly AccessChange[]): string {
  const all = changesBySurface(changes);
  const askers = all.reduce((sum, [, those]) => sum + those.length, 0);
  return named(
    all.map(([surface, those]) =>
      askers > mostAskers ? surface : `${surface} to ${enumerate(those)}`,
    ),
  );
}

function named(surfaces: readonly string[]): string {
  return surfaces.length === 0 ? 'nothing' : enumerate(surfaces, mostNamed);
}

/** Each surface once, with those that it changed for, in however many ways they asked. */
export function changesBySurface(
  changes: readonly AccessChange[],
): (readonly [surface: string, askers: readonly string[]])[] {
  return [...Map.groupBy(changes, ({ surface }) => surface)].map(([surface, those]) => {
    const askers = those.map((change) => describeAsker({ ...change, variant: 'plain' }));
    return [surface, [...new Set(askers)]];
  });
}
