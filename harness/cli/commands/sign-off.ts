import type { Command } from 'commander';
import { readVariable } from '../../domain/read-environment.ts';
import { UsageError } from '../../domain/errors.ts';
import { oneLine } from '../../../reports/escape.ts';
import { findRunFolder } from '../../run/folder/run-folder.ts';
import { readNamedFile } from '../../run/sign-off/read-named-file.ts';
import { signRun } from '../../run/sign-off/sign-run.ts';
import { readPrivateKey, type SigningKey } from '../../signing/signing-key.ts';
import type { Subject } from '../../signing/subject.ts';
import { say } from '../say.ts';
import { withRun } from '../options/definition-options.ts';
import { withSubjects } from '../options/subject-option.ts';
import { signOffInWords } from '../words/sign-off-in-words.ts';

type SignOffOptions = {
  by: string;
  subject: readonly Subject[];
  key?: string;
  out?: string;
  despite?: string;
};

/** Adds the command `chaperone sign-off`. */
export function addSignOffCommand(program: Command, settle: (exitCode: number) => void): void {
  const command = program
    .command('sign-off')
    .summary('sign a run that holds, for whoever deploys')
    .description(
      'Judges a run again from its files and, where it holds and was not narrowed, signs plan, history, verdict and reports: ' +
        'an in-toto statement (test-result) in a DSSE envelope, which `chaperone check-sign-off` and other clients verify.',
    )
    .requiredOption(
      '--by <name>',
      'who signs, e.g. "Jane Roe, release manager" (default: none, it must be given)',
    );
  withSubjects(
    withRun(command),
    'an artefact that was deployed and verified: one at least, and each with an option of its own',
  )
    .option(
      '--key <file>',
      'private key in PEM, ed25519 or ECDSA on P-256; CHAPERONE_SIGNING_PASSPHRASE opens an encrypted one (default: the key in CHAPERONE_SIGNING_KEY)',
    )
    .option(
      '--out <file>',
      'where the statement is written (default: sign-off.dsse.json in the run\u2019s folder)',
    )
    .option(
      '--despite <reason>',
      'signs although the verdict or the run\u2019s narrowness speaks against it; the statement carries the reason, and checks refuse it unless told otherwise (default: such a run is not signed)',
    )
    .action(async (name: string, options: SignOffOptions) => {
      if (options.subject.length === 0)
        throw new UsageError(
          'No --subject says what was deployed and verified.',
          'Give each artefact as --subject <name>@sha256:<64 hex digits>.',
        );
      const key = await signingKey(options.key);
      const { by, subject: subjects, out, despite } = options;
      const folder = await findRunFolder(name);
      const signing = await signRun(folder, { by, subjects, key, out, despite });
      if ('refused' in signing) {
        say(`Not signed off: ${folder}`);
        for (const why of signing.refused) say(`  - ${oneLine(why)}`);
        say(
          signing.isOverridable
            ? 'Verify the whole release and sign that off; or give a reason with --despite, which the statement then carries.'
            : '`chaperone judge` judges it again and writes its reports anew: look at them before you sign.',
        );
        settle(signing.exitCode);
        return;
      }
      const { file, signOff } = signing;
      process.stdout.write(`${signOffInWords(signOff).join('\n')}\n\nSigned: ${oneLine(file)}\n`);
      if (despite !== undefined && signOff.despite === null)
        say('--despite was not needed, and is not in the statement.');
    });
}

async function signingKey(file: string | undefined): Promise<SigningKey> {
  const variable = readVariable('CHAPERONE_SIGNING_KEY');
  const passphrase = readVariable('CHAPERONE_SIGNING_PASSPHRASE');
  if (file !== undefined) return readPrivateKey(await readNamedFile(file, 'key'), file, passphrase);
  if (variable !== undefined) return readPrivateKey(variable, 'CHAPERONE_SIGNING_KEY', passphrase);
  throw new UsageError(
    'There is no key to sign with.',
    'Name its file with --key, or put its text into CHAPERONE_SIGNING_KEY.',
  );
}
