import type { AccountId } from '../../domain/accounts/account.ts';
import type { Attempt } from '../../domain/attempts/attempt.ts';
import { freshCredential } from '../../domain/attempts/fresh-credential.ts';
import { accountId } from '../../domain/accounts/account.ts';
import type { Sighting } from '../../domain/attempts/sighting.ts';
import type { FreshTrial } from '../state/attempt-request.ts';

/**
 * The attempt as it is recorded when a value from an answer was sent as a credential: at the surface that had given the
 * value, by the account that was given it. If it opened the view of another account, it is a credential of that account;
 * nothing of the value or of the view is kept.
 */
export function toldOfTrial(
  attempt: Attempt,
  { holders, views }: FreshTrial,
  run: number,
): Attempt {
  const { outcome, status } = attempt;
  const named = accountsIn(attempt.sightings, run);
  const whose = ownerOf(named, views, [...holders.keys()]);
  const [viewer, holder] =
    [...holders].find(([id]) => whose !== null && id !== whose) ?? [...holders][0] ?? [];
  if (viewer === undefined || holder === undefined) return attempt;
  const { surface, session, where } = holder;
  const isOpened = outcome !== 'denied' && outcome !== 'concealed' && isSuccess(status);
  const isUnknown = isOpened && whose === null;
  const sighting: Sighting[] =
    whose === null || whose === viewer
      ? []
      : [{ kind: 'credential', account: whose, name: freshCredential, where, encoding: 'plain' }];
  const { why: _, ...rest } = attempt;
  return {
    ...rest,
    viewer,
    session: session.id,
    sessionState: session.state,
    surface: surface.id,
    thing: null,
    variant: freshCredential,
    changed: { method: attempt.changed?.method ?? 'GET', path: null, elsewhere: true, headers: {} },
    outcome: isUnknown ? 'unclear' : whose === null ? outcome : 'granted',
    ...(isUnknown ? { why: 'a value from an answer opened something that names nobody' } : {}),
    headers: {},
    digests: [],
    sightings: sighting,
    items: null,
  };
}

/** The accounts of the run that an answer names. */
export function accountsIn(sightings: readonly Sighting[], run: number): Set<AccountId> {
  return new Set(
    sightings.flatMap((sighting): AccountId[] => {
      if (sighting.kind === 'id') return [sighting.account];
      if (sighting.kind !== 'token') return [];
      return sighting.token.run === run ? [accountId(sighting.token.account)] : [];
    }),
  );
}

/** The account whose own view names the same accounts: first those that were given the value, then any. */
function ownerOf(
  named: ReadonlySet<AccountId>,
  views: FreshTrial['views'],
  holders: readonly AccountId[],
): AccountId | null {
  if (named.size === 0) return null;
  const fits = (id: AccountId) => named.isSubsetOf(views.get(id) ?? new Set([id]));
  return [...holders, ...views.keys(), ...named].find(fits) ?? [...named][0] ?? null;
}

function isSuccess(status: number | null): boolean {
  return status !== null && status < 300;
}
