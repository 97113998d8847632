/** A process that makes one run after another, as the process that started it asks. */
import type { Asked } from './case.ts';
import { runCase } from './run-case.ts';

process.on('message', (asked: Asked) => {
  void runCase(asked).then((ended) => process.send?.(ended));
});
// The process above is gone: nobody wants to know any more.
process.once('disconnect', () => process.exit());
// Ctrl-C reaches all processes of a terminal; the one above ends this one.
process.on('SIGINT', () => undefined);
