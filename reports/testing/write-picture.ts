import { writeFile } from 'node:fs/promises';
import { readmeTerminal } from './readme-run.ts';
import { takePicture } from './take-picture.ts';

// Makes the README's picture anew, and prints what it shows of a terminal: node reports/testing/write-picture.ts
await writeFile(new URL('../../.github/report.png', import.meta.url), await takePicture());
process.stdout.write(`${readmeTerminal()}\n`);
