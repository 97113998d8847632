import type { Ids } from '../../domain/thing.ts';
import type { Session, Thing } from '../state/held.ts';

/** The ids to listen with: those of an account, and of a thing. */
export function idsOf(by: Session | null, thing: Thing | null): Ids {
  return { ...by?.account.ids, ...thing?.ids };
}
