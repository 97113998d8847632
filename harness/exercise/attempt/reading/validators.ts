import type { AttemptRequest } from '../../state/attempt-request.ts';

/** What an answer said by which it is known again, and the header that asks whether it is still right. */
type Condition = Readonly<Record<'if-none-match', string> | Record<'if-modified-since', string>>;

export type ValidatorStore = {
  /** By session, surface and thing: conditions on accounts' own views as they were last shown. */
  validators: Map<string, Condition>;
};

type View = Pick<AttemptRequest, 'session' | 'surface' | 'thing'>;

/** Longest validator that is kept. Longer ones are no deployment's. */
const longest = 200;

/** Keeps by what an own view is known again: its `ETag`, else its `Last-Modified`. */
export function noteValidator(
  { validators }: ValidatorStore,
  view: View,
  headers: Readonly<Record<string, string>>,
): void {
  const { etag, 'last-modified': since } = headers;
  if (etag !== undefined && etag.length <= longest)
    validators.set(keyOf(view), { 'if-none-match': etag });
  else if (since !== undefined && since.length <= longest)
    validators.set(keyOf(view), { 'if-modified-since': since });
}

/** The headers that ask whether an own view is still as it was last shown; null where it said nothing to ask by. */
export function conditionOn({ validators }: ValidatorStore, view: View): Condition | null {
  return validators.get(keyOf(view)) ?? null;
}

function keyOf({ session, surface, thing }: View): string {
  return JSON.stringify([session?.id, surface.id, thing?.id]);
}
