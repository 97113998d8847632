import type { UnreachedSurface } from '../../surfaces/surface.ts';

/** A query as it is sent, with bindings in braces in the strings of its variables. */
export type QueryDraft = {
  /** Where it leads, unique in the schema: `patient.consultations`, `node(Consultation)`. */
  name: string;
  gives: 'list' | 'read' | 'figure';
  query: string;
  variables: Readonly<Record<string, unknown>>;
  /** JSON path of the rows, or of the number. Null for a read. */
  at: string | null;
  /** Variables with the values to try for them. Default: none. */
  parameters?: Readonly<Record<string, readonly string[]>>;
};

/** A subscription, with the action that makes it tell something. */
export type SubscriptionDraft = Omit<QueryDraft, 'at' | 'parameters'> & { act: string };

/**
 * What surfaces are made of. Plain data: the plan keeps it, so that each process of a run makes the same surfaces, and
 * reads no schema for it.
 */
export type GraphQlDraft = {
  queries: readonly QueryDraft[];
  subscriptions: readonly SubscriptionDraft[];
  unreached: readonly UnreachedSurface[];
};
