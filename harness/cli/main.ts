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
const { runCommandLine } = await import('./command-line.ts');
process.exitCode = await runCommandLine(process.argv);

