import type { Store } from '../store/store.ts';

/** What a job of a kind does with its subject. It must bear being done again. */
export type JobHandlers = Record<string, (subject: string) => Promise<void>>;

/** Work that goes on after the answer was sent. It is kept in the store and survives a restart. */
export interface JobQueue {
  add(kind: string, subject: string): void;
  /** Resolves once no job about this subject is waiting or running. */
  settled(subject: string): Promise<void>;
  /** Begins with what an earlier process left behind. */
  start(handlers: JobHandlers): void;
  /** Lets the running job end and begins no other. */
  stop(): Promise<void>;
}

interface Job {
  id: number;
  kind: string;
  subject: string;
  attempts: number;
}

const mostAttempts = 3;
const nextJob = `SELECT id, kind, subject, attempts FROM jobs
  WHERE attempts < ${mostAttempts} ORDER BY attempts, id LIMIT 1`;

/** One job at a time, oldest first; a job that fails is tried three times a process. */
export function createJobQueue(store: Store): JobQueue {
  let handlers: JobHandlers | undefined;
  let stopped = false;
  let working: Promise<void> | undefined;
  const waiting = new Map<string, (() => void)[]>();

  const release = (subject: string): void => {
    for (const resolve of waiting.get(subject) ?? []) resolve();
    waiting.delete(subject);
  };

  const perform = async (job: Job, todo: JobHandlers): Promise<void> => {
    try {
      await todo[job.kind]?.(job.subject);
      store.run('DELETE FROM jobs WHERE id = :id', { id: job.id });
    } catch (error) {
      store.run('UPDATE jobs SET attempts = attempts + 1 WHERE id = :id', { id: job.id });
      console.error(`The job ${job.kind} failed: ${String(error)}`);
      if (job.attempts + 1 < mostAttempts) return;
    }
    release(job.subject);
  };

  const work = async (todo: JobHandlers): Promise<void> => {
    const next = (): Job | undefined => (stopped ? undefined : store.get<Job>(nextJob));
    for (let job = next(); job !== undefined; job = next()) await perform(job, todo);
  };

  const wake = (): void => {
    if (handlers === undefined || stopped || working !== undefined) return;
    const todo = handlers;
    // A turn later: the statement that added the job may be inside a transaction.
    working = Promise.resolve()
      .then(() => work(todo))
      .finally(() => {
        working = undefined;
        // One may have come between the last look and now.
        if (!stopped && store.get(nextJob) !== undefined) wake();
      });
  };

  return {
    add: (kind, subject) => {
      store.run('INSERT INTO jobs (kind, subject) VALUES (:kind, :subject)', { kind, subject });
      wake();
    },
    settled: async (subject) => {
      const open = store.get(
        `SELECT 1 FROM jobs WHERE subject = :subject AND attempts < ${mostAttempts}`,
        { subject },
      );
      if (open === undefined || stopped) return;
      await new Promise<void>((resolve) => {
        waiting.set(subject, [...(waiting.get(subject) ?? []), resolve]);
      });
    },
    start: (todo) => {
      handlers = todo;
      store.run('UPDATE jobs SET attempts = 0');
      wake();
    },
    stop: async () => {
      stopped = true;
      await working;
      for (const subject of waiting.keys()) release(subject);
    },
  };
}
