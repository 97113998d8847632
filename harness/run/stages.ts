import { Listr, ListrLogger, PRESET_TIMER, ProcessOutput } from 'listr2';
import { isCi } from '../domain/environment.ts';

/** Shows what a stage is at. */
export type Say = (detail: string) => void;

/** One step of a run as people see it: its work, and what it came to in words. */
export type Stage<Result> = {
  title: string;
  run(say: Say): Promise<Result>;
  /** Added to the title once it has ended. */
  summary?(result: Result): string;
};

/** Runs a stage with progress on standard error: live in a terminal, plain lines elsewhere (CI). */
export async function stage<Result>(
  title: string,
  run: Stage<Result>['run'],
  summary?: Stage<Result>['summary'],
): Promise<Result> {
  const [result] = await together([{ title, run, summary }]);
  return result as Result;
}

/** Runs stages at the same time; rejects with the first failure once all have ended. */
export async function together<Result>(stages: readonly Stage<Result>[]): Promise<Result[]> {
  const live = process.stderr.isTTY && !isCi();
  const results: Result[] = [];
  const failures: unknown[] = [];
  const tasks = stages.map(({ title, run, summary }, index) => ({
    title,
    task: async (_: object, task: { title: string; output: string }) => {
      try {
        const result = await run((detail) => {
          // Plain logs get the result only: a line for every step would bury it.
          if (live) task.output = detail;
        });
        results[index] = result;
        const text = summary?.(result);
        if (text) task.title = `${title}: ${text}`;
      } catch (error) {
        failures.push(error);
        // Its whole message, with the remedy, comes later.
        const message = error instanceof Error ? error.message : String(error);
        throw new Error(message.split('\n', 1)[0], { cause: error });
      }
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
