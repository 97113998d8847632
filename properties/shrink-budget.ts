/** Executions and milliseconds that shrinking may take. A longer counterexample is better than none. */
const limit = { executions: 60, time: 30_000 };

export type ShrinkBudget = {
  /** From the first counterexample on. */
  open(): void;
  isOpen(): boolean;
  /** Takes one execution; false when nothing is left. Before it is open there is no limit. */
  spend(): boolean;
};

export function shrinkBudget({ executions, time } = limit): ShrinkBudget {
  let end: number | null = null;
  let left = executions;
  return {
    open() {
      end ??= Date.now() + time;
    },
    isOpen: () => end !== null,
    spend() {
      if (end === null) return true;
      left--;
      return left >= 0 && Date.now() < end;
    },
  };
}
