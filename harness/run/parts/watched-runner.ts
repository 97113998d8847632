/**
 * Runs a test runner in a process that `runPart` starts, and ends it with whoever started it. It leads a process group
 * of its own, so that it would outlive a parent that is killed: it would go on making accounts while `clean` removes them.
 * Arguments: the runner's script, and the runner's own arguments. Standard input is a pipe whose other end only the
 * parent has, so that it ends with the parent however that ends.
 */
import { pathToFileURL } from 'node:url';

const [node = '', , runner = '', ...given] = process.argv;

process.stdin.on('close', () => {
  // What it has started goes with it. Nothing is lost: what is made is noted before it is asked for.
  process.kill(process.platform === 'win32' ? process.pid : -process.pid, 'SIGKILL');
});
process.stdin.on('error', () => undefined).resume();
// The runner ends when it has run all tests, and not when its parent does.
if ('unref' in process.stdin) process.stdin.unref();

process.argv = [node, runner, ...given];
await import(pathToFileURL(runner).href);
