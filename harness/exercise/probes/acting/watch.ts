import type { AccountId } from '../../../domain/accounts/account.ts';
import type { Attempt } from '../../../domain/attempts/attempt.ts';
import type { AttemptRequest } from '../../state/attempt-request.ts';
import type { Worker } from '../../worker/worker.ts';

/** What moved in views that are looked at again and again. */
export type Watch = {
  /** Notes what moved since the last look. @param actor who created something before it; null: nobody did */
  note(actor: AccountId | null): void;
  /** The requests whose views showed something else after what this account did, that had not moved in quiet. */
  movedWith(actor: AccountId, requests: readonly AttemptRequest[]): AttemptRequest[];
};

/** Reads what the worker recorded since the last look. */
export function createWatch({ recorded }: Pick<Worker, 'recorded'>): Watch {
  let read = recorded.attempts.length;
  const last = new Map<string, ReadonlyMap<string, unknown>>();
  const restless = new Set<string>();
  const moved = new Map<AccountId, Map<string, Set<string>>>();
  return {
    note(actor) {
      for (const attempt of recorded.attempts.slice(read)) {
        if (attempt.outcome !== 'granted') continue;
        const key = keyOf(attempt.surface, attempt.viewer, attempt.thing);
        const fields = fieldsOf(attempt);
        const before = last.get(key);
        last.set(key, fields);
        if (before === undefined || actor === attempt.viewer) continue;
        for (const [where, value] of fields) {
          if (!before.has(where) || before.get(where) === value) continue;
          if (actor === null) restless.add(key + where);
          else {
            const ofActor = moved.get(actor) ?? new Map<string, Set<string>>();
            moved.set(actor, ofActor.set(key, (ofActor.get(key) ?? new Set()).add(where)));
          }
        }
      }
      read = recorded.attempts.length;
    },
    movedWith: (actor, requests) =>
      requests.filter(({ surface, session, thing }) => {
        const key = keyOf(surface.id, session?.account.id ?? '', thing?.id ?? null);
        const places = [...(moved.get(actor)?.get(key) ?? [])];
        return places.some((where) => !restless.has(key + where));
      }),
  };
}

function keyOf(surface: string, viewer: string, thing: string | null): string {
  return JSON.stringify([surface, viewer, thing]);
}

/** The numbers and fields of an answer, by their places. */
function fieldsOf({ numbers = [], view = [] }: Attempt): Map<string, unknown> {
  return new Map([...numbers, ...view].map(({ where, value }) => [where, value]));
}
