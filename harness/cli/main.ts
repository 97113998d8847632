#!/usr/bin/env node
// The version is checked before anything else is imported, because an older Node cannot parse the rest.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 24 || (major === 24 && minor < 7)) {
  process.stderr.write(
    `chaperone needs Node 24.7 or newer; this is ${process.versions.node}.\n` +
      'Install a newer Node (https://nodejs.org), or run `npx node@24 $(npx which chaperone)`.\n',
  );
  process.exit(2);
}
// For an uncaught error (such as an unhandled promise in a definition) Node would exit with 1, which means violated.
process.on('uncaughtException', (error) => {
  process.stderr.write(
    `Internal error: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  process.exit(4);
});
let wasLost = false;
// The reader of the output may close it early (`| head`). What else keeps a result from whoever asked for it, such as a
// full disk, must not end as if all was well.
process.stdout.on('error', ({ code = 'unknown error' }: NodeJS.ErrnoException) => {
  if (code === 'EPIPE' || wasLost) return;
  wasLost = true;
  process.stderr.write(
    `Error: standard output could not be written (${code}).\nMake room where it goes to, or let it go elsewhere, then call the command again.\n`,
  );
});
process.on('exit', (code) => {
  if (wasLost && code === 0) process.exitCode = 2;
});
// A log that cannot be written ends no run: it would leave accounts on the deployment.
process.stderr.on('error', () => undefined);
const { runCommandLine } = await import('./command-line.ts');
process.exitCode = await runCommandLine(process.argv);
