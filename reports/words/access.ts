import { describeAsker } from '../../harness/domain/access.ts';
import type { AccessChange } from '../../harness/domain/access.ts';
import type { ReportInput } from '../input.ts';
import { enumerate } from './counting.ts';

/** Of each sort, so many surfaces are named. */
const mostNamed = 4;

/** What the update did to who gets what, in one sentence; null where it was not tried on both sides of one. */
export function accessWords({ verdict: { access } }: ReportInput): string | null {
  if (access === undefined || access === null) return null;
  const { opened, closed, brought, removed } = access;
  return `This update opened ${named(withAskers(opened))}, closed ${named(withAskers(closed))}, brought ${named(brought)} and removed ${named(removed)}.`;
}

function named(surfaces: readonly string[]): string {
  return surfaces.length === 0 ? 'nothing' : enumerate(surfaces, mostNamed);
}

/** Each surface once, with those that it changed for, in however many ways they asked. */
function withAskers(changes: readonly AccessChange[]): string[] {
  return [...Map.groupBy(changes, ({ surface }) => surface)].map(([surface, those]) => {
    const askers = new Set(those.map((change) => describeAsker({ ...change, variant: 'plain' })));
    return `${surface} to ${enumerate([...askers], mostNamed)}`;
  });
}
