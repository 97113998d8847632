import { dirname, join, resolve } from 'node:path';
import type { Command } from 'commander';
import { definitionsIn, isDefinitionName } from '../../deployment/load.ts';
import { isCi } from '../../domain/read-environment.ts';
import { UsageError } from '../../domain/errors.ts';
import { configText } from '../../deployment/import/draft/config-text.ts';
import { gatherDraft, type Sources } from '../../deployment/import/draft/gather-draft.ts';
import { cli } from '../../run/parts/command-of.ts';
import { writeOneFile } from '../../run/write-one-file.ts';
import { askForSources } from '../ask-for-sources.ts';
import { keepFile } from '../keep-file.ts';
import { say } from '../say.ts';

type Options = Sources & { out: string; force?: true };

/** Adds the command `chaperone init`. */
export function addInitCommand(program: Command): void {
  program
    .command('init')
    .summary('write a first chaperone.config.ts for a deployment of yours')
    .description(
      'Writes a definition from what can be found out: an OpenAPI document, a recording (HAR) of what one account did, ' +
        'or a running deployment. Lines that need a person are marked FILL IN. In a terminal it asks for what is not given.',
    )
    .option(
      '--url <url>',
      'origin of a staging deployment; looked at for an OpenAPI document where none is given',
    )
    .option(
      '--openapi <file or URL>',
      'its OpenAPI document (3.0 to 3.2, Swagger 2.0; JSON or YAML)',
    )
    .option('--har <file>', 'a recording of what one account did (HAR), from a browser or a proxy')
    .option('--pool <file>', 'accounts that exist already (JSON or CSV), instead of signing up')
    .option(
      '--name <name>',
      'what reports call it (default: the document\u2019s title, else its host)',
    )
    .option('-o, --out <file>', 'where the definition is written', 'chaperone.config.ts')
    .option('--force', 'writes over that file (default: it is kept)')
    .action(init);
}

const again = 'call `chaperone init` again';

async function init(options: Options): Promise<void> {
  const { out } = options;
  keepFile(out, options.force);
  keepAlone(out);
  const given = options.url ?? options.openapi ?? options.har ?? options.pool;
  const sources = given === undefined && isTerminal() ? await askForSources() : options;
  const { draft, notes, copy } = await gatherDraft({ ...sources, out });
  for (const note of notes) say(note);
  const text = configText(draft);
  if (copy !== null) await writeOneFile(join(resolve(dirname(out)), copy.name), copy.text, again);
  await writeOneFile(resolve(out), text, again);
  const gaps = text.split('\n').filter((line) => line.includes('FILL IN:')).length;
  process.stdout.write(
    `Wrote ${out}. ${gaps} lines in it are marked FILL IN.\nThen, before an update:\n  ${cli} seed\nand after it:\n  ${cli} verify --run reports/runs/latest\n`,
  );
}

/** Throws a UsageError where the folder would have two definitions, which no command takes, whatever `--force` says. */
function keepAlone(out: string): void {
  const other = definitionsIn(resolve(dirname(out))).find((file) => file !== resolve(out));
  if (other === undefined || !isDefinitionName(out)) return;
  throw new UsageError(
    `there is a deployment definition already: ${other}`,
    'Move it away first; or write elsewhere with --out <file>, and name that with --config <file> later.',
  );
}

function isTerminal(): boolean {
  return process.stdin.isTTY && process.stderr.isTTY && !isCi();
}
