import type { Part } from '../../domain/attempts/attempt.ts';
import type { Phase } from '../../domain/phase.ts';
import type { Plan } from '../../domain/plan.ts';
import type { Definition } from '../../deployment/definition.ts';

/** Identifies a worker: its name, its run and part, its side of the update, and the definition of the deployment. */
export type RunIdentity = {
  /** The worker's own name, unique in the run: `sweep-before`, `scenarios-0`. */
  readonly name: string;
  readonly plan: Plan;
  readonly definition: Definition;
  readonly phase: Phase;
  readonly part: Part;
};
