import { Listr, ListrLogger, PRESET_TIMER, ProcessOutput } from 'listr2';
import { isCi } from '../domain/read-environment.ts';

/** Shows the progress of a stage. */
export type Say = (detail: string) => void;

/** Where the stage under way shows what a worker waits for. */
export type Progress = { say: Say };

/** One step of a run, as the terminal shows it. */
export type Stage<Result> = {
  title: string;
  run(say: Say): Promise<Result>;
  /** Text to add to the title when the stage has ended. */
  summary?(result: Result): string;
  /** Why a result is no success, in words, or null. Then the stage is shown as failed, and its result returned. */
  fault?(result: Result): string | null;
};

/** Runs a stage, with progress on standard error: live in a terminal, plain lines elsewhere (CI). */
export async function stage<Result>(
  title: string,
  run: Stage<Result>['run'],
  summary?: Stage<Result>['summary'],
): Promise<Result> {
  const [result] = await together([{ title, run, summary }]);
  return result as Result;
}

/** Runs stages at the same time. If one fails, rejects with the first error after all have ended. */
export async function together<Result>(stages: readonly Stage<Result>[]): Promise<Result[]> {
  const live = process.stderr.isTTY && !isCi();
  const results: Result[] = [];
  const failures: unknown[] = [];
  const tasks = stages.map(({ title, run, summary, fault }, index) => ({
    title,
    task: async (_: object, task: { title: string; output: string }) => {
      let why: string | null;
      try {
        const result = await run((detail) => {
          // A plain log shows only results, because a line for each step would hide them.
          if (live) task.output = detail;
        });
        results[index] = result;
        why = fault?.(result) ?? null;
        const text = why === null ? summary?.(result) : null;
        if (text) task.title = `${title}: ${text}`;
      } catch (error) {
        failures.push(error);
        // The caller shows the whole message, with the remedy, later.
        const message = error instanceof Error ? error.message : String(error);
        throw new Error(message.split('\n', 1)[0], { cause: error });
      }
      // listr2 shows a cross for a task that throws; the caller gets the result all the same.
      if (why !== null) throw new Error(why);
    },
  }));
  const logger = new ListrLogger({
    processOutput: new ProcessOutput(process.stderr, process.stderr),
    useIcons: true,
  });
  await new Listr(tasks, {
    concurrent: true,
    exitOnError: false,
    renderer: live ? 'default' : 'simple',
    rendererOptions: { logger, timer: PRESET_TIMER },
    registerSignalListeners: false,
  }).run();
  if (failures.length > 0) throw failures[0];
  return results;
}
