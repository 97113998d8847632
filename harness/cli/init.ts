import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Command } from 'commander';
import { isCi } from '../domain/environment.ts';
import { configText } from '../deployment/import/draft/config-text.ts';
import { gatherDraft, type Sources } from '../deployment/import/draft/gather-draft.ts';
import { cli } from '../run/parts/command-of.ts';
import { askForSources } from './ask-for-sources.ts';
import { keepFile } from './keep-file.ts';
import { say } from './say.ts';

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

async function init(options: Options): Promise<void> {
  const { out } = options;
  keepFile(out, options.force);
  const given = options.url ?? options.openapi ?? options.har ?? options.pool;
  const sources = given === undefined && isTerminal() ? await askForSources() : options;
  const { draft, notes, copy } = await gatherDraft(sources);
  for (const note of notes) say(note);
  const text = configText(draft);
  if (copy !== null) await writeFile(join(dirname(out), copy.name), copy.text);
  await writeFile(out, text);
  const gaps = text.split('\n').filter((line) => line.includes('FILL IN:')).length;
  process.stdout.write(
    `Wrote ${out}. ${gaps} lines in it are marked FILL IN.\nThen, before an update:\n  ${cli} seed\nand after it:\n  ${cli} verify --run reports/runs/latest\n`,
  );
}

function isTerminal(): boolean {
  return process.stdin.isTTY && process.stderr.isTTY && !isCi();
}
