import type { Ledger } from '../../domain/ledger/ledger.ts';
import type { ResolvedAttempt } from './resolved-attempt.ts';

/**
 * Whether a patient may have had things on the deployment when an attempt of theirs was answered: their own, those that
 * somebody has handed to them by name, or those from before the run. Staff always may.
 */
export function mayHaveThings(ledger: Ledger, { attempt }: ResolvedAttempt): boolean {
  const { viewer, answeredAt } = attempt;
  if (ledger.accounts.get(viewer)?.role !== 'patient') return true;
  if (ledger.formerly.has(viewer) || ledger.unfinished.has(viewer)) return true;
  const own = ledger.thingsOf.get(viewer) ?? [];
  if (own.some(({ createdAt }) => createdAt <= answeredAt)) return true;
  const handed = [...ledger.entitled.values()].flat();
  return handed.some((fact) => fact.viewer === viewer && (fact.from ?? fact.at) <= answeredAt);
}
