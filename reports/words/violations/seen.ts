import type { AccountId } from '../../../harness/domain/accounts/account.ts';
import type { ReportInput } from '../../input.ts';

/** That a viewer received something of an owner's (null: unknown) on a surface. */
export type Seen = { viewer: AccountId; owner: AccountId | null; surface: string };

/** Who saw whose data where: each combination once. */
export function whoSawWhose({ cases }: Pick<ReportInput, 'cases'>): readonly Seen[] {
  const bySurface = Map.groupBy(cases, ({ violation }) => violation.surface);
  return [...bySurface].flatMap(([surface, those]) => {
    const ownersOf = new Map<AccountId, Set<AccountId | null>>();
    for (const { viewer, owners } of those.flatMap(({ received }) => received)) {
      const known = ownersOf.get(viewer) ?? new Set();
      ownersOf.set(viewer, known);
      for (const owner of owners) known.add(owner);
    }
    return [...ownersOf].flatMap(([viewer, owners]) =>
      [...owners].map((owner) => ({ viewer, owner, surface })),
    );
  });
}
