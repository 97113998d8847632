import type { AccountId, Cohort, Role } from '../../domain/accounts/account.ts';
import type { ThingId } from '../../domain/ledger/thing.ts';
import type { Persona } from '../../accounts/persona.ts';

/** What a worker is about to ask of the deployment. It is written down first, so that it is known whatever happens. */
export type Intent = { at: number } & (
  | { does: 'account'; account: AccountId; role: Role; cohort: Cohort; persona: Persona }
  | { does: 'thing'; account: AccountId; thing: ThingId }
  /** Removes the account with all its things. */
  | { does: 'removal'; account: AccountId }
);

/** The kinds of what a worker holds, as `SavedWorker` names them. */
export const heldKinds = ['accounts', 'sessions', 'things', 'shares'] as const;

export type HeldKind = (typeof heldKinds)[number];

/**
 * One line of a journal. `begins` numbers an intent, and `ends` says that the deployment has answered it. `holds` gives
 * something new or changed as plain JSON, with its secrets.
 */
export type JournalEntry =
  | { begins: number; intent: Intent }
  | { ends: number }
  | { holds: HeldKind; item: object }
  /** `thing`: null where the whole account is gone. */
  | { removed: AccountId; thing: ThingId | null }
  /** Everything that was held before this line stands in secrets.json. */
  | { saved: true };

/** What a worker does to a deployment, on disk before it is done. */
export type Journal = {
  /** Writes an entry before it returns. Throws a UsageError when it cannot be written. */
  write(entry: JournalEntry): void;
  /** Writes down what is about to be asked. Call the returned function when the deployment has answered it. */
  begin(intent: Intent): () => void;
};

/** Creates a journal from a function that writes one entry. */
export function createJournal(write: (entry: JournalEntry) => void): Journal {
  let intents = 0;
  return {
    write,
    begin(intent) {
      const number = ++intents;
      write({ begins: number, intent });
      return () => write({ ends: number });
    },
  };
}

/** The journal of a worker whose deployment ends with it, so that nothing needs to be removed later. */
export const noJournal: Journal = createJournal(() => undefined);
