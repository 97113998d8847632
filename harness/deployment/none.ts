/** Says that the deployment lacks something, and why. Invariants that need it are then inapplicable. */
export type None = { none: string };
