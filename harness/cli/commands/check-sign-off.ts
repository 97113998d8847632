import { statSync } from 'node:fs';
import { join } from 'node:path';
import { type Command, Option } from 'commander';
import { UsageError } from '../../domain/errors.ts';
import { oneLine } from '../../../reports/escape.ts';
import { parseAge } from '../../run/folder/old-runs.ts';
import { findRunFolder } from '../../run/folder/run-folder.ts';
import { checkRun } from '../../run/sign-off/check-run.ts';
import { signOffName } from '../../run/sign-off/files-of-run.ts';
import { readNamedFile } from '../../run/sign-off/read-named-file.ts';
import { exitCodes } from '../../domain/verdict/verdict.ts';
import { checkSignOff } from '../../signing/check-sign-off.ts';
import { readPublicKey } from '../../signing/signing-key.ts';
import type { Subject } from '../../signing/subject.ts';
import { say } from '../say.ts';
import { signOffInWords } from '../words/sign-off-in-words.ts';
import { withSubjects } from '../options/subject-option.ts';

type CheckOptions = {
  key: string;
  release: string;
  subject: readonly Subject[];
  maxAge?: number;
  allowDespite?: true;
  run?: string;
};

const remedy =
  'Have a run of what is to be deployed signed off (`chaperone sign-off`), by a key whose public half is given here.\n';

/** Adds the command `chaperone check-sign-off`. */
export function addCheckSignOffCommand(program: Command, settle: (exitCode: number) => void): void {
  const command = program
    .command('check-sign-off')
    .summary('check a signed statement before a release is deployed')
    .description(
      'Says what was signed, by whom and when, and exits with 0 only where the signature is by this key and all that is asked for fits; with 1 where something does not.',
    )
    .argument(
      '<file>',
      'the statement, as `chaperone sign-off` wrote it; or the run’s folder, with it as sign-off.dsse.json',
    )
    .requiredOption(
      '--key <file>',
      'public key in PEM of whoever may sign (default: none, it must be given)',
    )
    .requiredOption(
      '--release <release>',
      'the release that is to be deployed, as the deployment tells it (default: none, it must be given)',
    );
  withSubjects(
    command,
    'an artefact that is to be deployed, each with an option of its own; without one what is deployed is not compared',
  )
    .addOption(
      new Option(
        '--max-age <age>',
        'how long ago it may have been signed, e.g. 7d, 12h or 8w (default: however long)',
      ).argParser(parseMaxAge),
    )
    .option(
      '--allow-despite',
      'takes one that was signed despite something (default: it is refused)',
    )
    .option(
      '--run <folder>',
      'compares the files of the run with what was signed, too (default: they are not looked at)',
    )
    .action(async (given: string, options: CheckOptions) => {
      const file = statementIn(given);
      const key = readPublicKey(await readNamedFile(options.key, 'key'), options.key);
      const text = await readNamedFile(file, 'statement');
      const { release, subject: subjects, maxAge = null, allowDespite = false } = options;
      const demands = { release, subjects, maxAge, allowDespite, now: Date.now() };
      const { signOff, faults } = checkSignOff(text, file, key, demands);
      const compared =
        signOff === null || options.run === undefined
          ? null
          : await checkRun(await findRunFolder(options.run), signOff);
      const all = [...faults, ...(compared?.faults ?? [])];
      if (signOff !== null) process.stdout.write(`${signOffInWords(signOff).join('\n')}\n\n`);
      if (maxAge === null && all.length === 0)
        say('No --max-age was given: it may have been signed however long ago.');
      for (const note of compared?.notes ?? []) say(oneLine(note));
      if (subjects.length === 0 && all.length === 0)
        say(
          'No --subject was given: that what is deployed is what was signed, nothing here tells.',
        );
      process.stdout.write(
        all.length === 0
          ? `The sign-off is good for release ${oneLine(release)}.\n`
          : `Do not deploy by this sign-off (${oneLine(file)}):\n${all.map((fault) => `  - ${oneLine(fault)}\n`).join('')}${remedy}`,
      );
      settle(all.length === 0 ? exitCodes.holds : exitCodes.violated);
    });
}

/** The file of the statement; of a folder, the one that `chaperone sign-off` writes into it. */
function statementIn(path: string): string {
  const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
  return isFolder ? join(path, signOffName) : path;
}

function parseMaxAge(text: string): number {
  const age = parseAge(text);
  if (age > 0) return age;
  throw new UsageError(
    `--max-age ${text} takes no sign-off at all.`,
    'Write how old it may be, an hour at least: 12h, 7d, 8w.',
  );
}
