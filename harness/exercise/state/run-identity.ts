import type { Part } from '../../domain/attempt.ts';
import type { Phase } from '../../domain/phase.ts';
import type { Plan } from '../../domain/plan.ts';
import type { Definition } from '../../deployment/definition.ts';

/** What a worker belongs to: a part of a run, on one side of the update, of the deployment that the definition describes. */
export type RunIdentity = {
  /** The worker's own name, unique in the run: `sweep-before`, `scenarios-0`. */
  readonly name: string;
  readonly plan: Plan;
  readonly definition: Definition;
  readonly phase: Phase;
  readonly part: Part;
};
