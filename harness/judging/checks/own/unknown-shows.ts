import type { Ledger } from '../../../domain/ledger/ledger.ts';
import type { SurfaceInfo } from '../../../domain/surfaces/surface.ts';
import type { Gap } from '../../evidence/gap.ts';

/**
 * Lists that must show what has an id which nothing ever had: a slip of the pen in `shows`, by which no loss
 * would be noticed.
 */
export function unknownShows(ledger: Ledger, surfaces: readonly SurfaceInfo[]): Gap[] {
  if (ledger.things.size === 0) return [];
  const names = idsOfThings(ledger);
  const ofAccounts = idsOfAccounts(ledger);
  return surfaces
    .filter(({ shows }) => shows !== undefined && !names.has(shows) && !ofAccounts.has(shows))
    .map(({ id, shows }) => ({
      surface: id,
      who: null,
      why: `shows "${shows}", an id that nothing ever had (there are: ${[...names].sort().join(', ')})`,
    }));
}

function idsOfThings({ things }: Ledger): ReadonlySet<string> {
  return new Set(things.values().flatMap(({ ids }) => Object.keys(ids)));
}

/** Names of ids that patients have and no thing has. */
export function idsOfAccounts(ledger: Ledger): ReadonlySet<string> {
  const patients = ledger.accounts.values().filter(({ role }) => role === 'patient');
  const names = new Set(patients.flatMap(({ ids }) => Object.keys(ids)));
  return names.difference(idsOfThings(ledger));
}
