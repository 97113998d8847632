#!/usr/bin/env node
// Only the check of the version may load first: the rest needs a newer Node to parse.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 24 || (major === 24 && minor < 7)) {
  process.stderr.write(
    `chaperone needs Node 24.7 or newer; this is ${process.versions.node}.\n` +
      'Install a newer Node (https://nodejs.org), or run `npx node@24 $(npx which chaperone)`.\n',
  );
  process.exit(2);
}
// Node would exit with 1, which means violated, for what nobody catches: a definition may leave a promise alone.
process.on('uncaughtException', (error) => {
  process.stderr.write(
    `Internal error: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  process.exit(4);
});
// Whoever reads the output may stop reading (`| head`).
process.stdout.on('error', () => undefined);
const { runCommandLine } = await import('./command-line.ts');
process.exitCode = await runCommandLine(process.argv);
