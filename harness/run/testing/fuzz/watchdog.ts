import { workerData } from 'node:worker_threads';
import { openMailbox, underWay } from './mailbox.ts';
import type { Work } from './work.ts';

/** What the process of a watchdog may take; see `Limits`. */
export type Watched = Pick<Work, 'path' | 'patience' | 'wait' | 'memory'>;

const { path, patience, wait, memory } = workerData as Watched;
const reading = underWay(path);
const cpu = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};
const before = process.memoryUsage.rss();
let last: { read: number | null; cpu: number; at: number } = { read: null, cpu: 0, at: 0 };

/** Ends the process, as a read that never ends would not. */
function end(why: string): void {
  openMailbox(path).end(why);
  process.kill(process.pid, 'SIGKILL');
}

setInterval(() => {
  const read = reading();
  if (read !== last.read) last = { read, cpu: cpu(), at: performance.now() };
  // What makes the inputs takes its time, too.
  if (read === null) return;
  if (cpu() - last.cpu > patience) end(`reading did not end within ${patience} ms`);
  if (performance.now() - last.at > wait) end(`reading waited for ${wait} ms`);
  if (process.memoryUsage.rss() - before > memory) end('reading took too much memory');
}, 50);
