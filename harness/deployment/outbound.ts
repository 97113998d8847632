import type { Http } from './http.ts';
import type { None } from './none.ts';

/** Something that the deployment sent to a third party, as it was caught there. */
export type Delivery = {
  /** Unique among all deliveries, also of earlier runs: each is looked at once. */
  id: string;
  /** The sort of third party: `pharmacy`, `e-mail`, `push`, `webhook`. */
  party: string;
  /** Which one of them got it: its id, address or device. */
  to: string;
  /** All that it got: the body, and headers where they tell something. */
  content: string | Uint8Array | Readonly<Record<string, unknown>>;
};

/**
 * What the deployment sends to third parties, read where it can be seen: a catcher, or a test system’s inbox. Each
 * delivery must hold one patient's data only, and go to the party that was named (`addressee`).
 */
export type Outbound = {
  /** All deliveries so far, those of earlier runs perhaps among them. `http` has no session. */
  deliveries(context: { http: Http }): readonly Delivery[] | Promise<readonly Delivery[]>;
};

/**
 * Says where something of the thing is to be delivered, such as the pharmacy that a patient chose:
 * `addressee('pharmacy', pharmacy.id)`. What reaches another one of that party is a violation. E-mail and text messages
 * need none: their addresses are the patient's own.
 */
export type NameAddressee = (party: string, to: string) => void;

/** What a plan notes of it. */
export function outboundInPlan({ outbound }: { outbound?: Outbound | None }): {
  outbound?: true;
  sendsNothing?: string;
} {
  if (outbound === undefined) return {};
  return 'none' in outbound ? { sendsNothing: outbound.none } : { outbound: true };
}
