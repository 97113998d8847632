/** What reading may take. */
export type Limits = {
  /** Milliseconds of processor time after which a read counts as one that never ends. */
  patience: number;
  /** Milliseconds after which a read counts as one that waits for ever; below those after which shrinking ends. */
  wait: number;
  /** Memory that reading may take beyond what there was before, in bytes. */
  memory: number;
  /** What its JavaScript objects may take, in MiB. */
  heap: number;
  /** Milliseconds of processor time that one input may take. */
  longestRead: number;
};

/** What a process does: reads inputs of one target after the other. `runs` or `milliseconds` bound each of them. */
export type Work = Limits & {
  names: readonly string[];
  seed: number;
  runs: number;
  milliseconds: number;
  /** Address of the module that exports the `targets`. */
  module: string;
  /** The file of its mailbox. */
  path: string;
};

/** What a process tells: that it begins with a target, how that ended, or that it is through. */
export type Told =
  | { begins: string; begun: number }
  | { target: string; executions: number; milliseconds: number; fault: Fault | null }
  | { isDone: true };
/** What was wrong, the shortest input for which it is, and the seed that leads there again. */
export type Fault = { why: string; input: Uint8Array; seed: number | null };
