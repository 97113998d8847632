import { resolve } from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import type { Cohort } from '../../domain/accounts/account.ts';
import { described } from '../../deployment/surfaces/surface.ts';
import { explore } from '../../run/explore/explore.ts';
import { moduleText } from '../../run/explore/module-text.ts';
import { loadSetting, openSetting } from '../../run/setting.ts';
import { writeOneFile } from '../../run/write-one-file.ts';
import {
  type DeploymentOptions,
  withDeployment,
  withYesProduction,
} from '../options/definition-options.ts';
import { keepFile } from '../keep-file.ts';
import { wholeNumber } from '../options/run-options.ts';
import { say } from '../say.ts';
import { whileInterruptible } from '../while-interruptible.ts';

type Options = DeploymentOptions & {
  out: string;
  force?: true;
  pages: number;
  cohort?: Cohort;
  yesProduction?: true;
};

/** Adds the command `chaperone explore`. */
export function addExploreCommand(program: Command): void {
  const command = program
    .command('explore')
    .summary('find surfaces by following links as one account')
    .description(
      'Makes one account with a consultation, signs in with a browser as the definition says, follows links that are ' +
        'safe (same origin, GET, nothing that signs out or deletes), and writes what the pages fetched as surfaces.',
    );
  withYesProduction(withDeployment(command))
    .option('-o, --out <file>', 'where the surfaces are written', 'chaperone.surfaces.ts')
    .option('--force', 'writes over that file (default: it is kept)')
    .option('--pages <number>', 'at most so many pages', wholeNumber(1, 10_000), 50)
    .option(
      '--cohort <levels>',
      'levels of the account, e.g. region=ie,call=video (default: the first of each factor)',
      parseCohort,
    )
    .action(async (options: Options) => {
      keepFile(options.out, options.force);
      await whileInterruptible((signal) => run(options, signal));
    });
}

async function run(options: Options, signal: AbortSignal): Promise<void> {
  const loaded = await loadSetting(options);
  const setting = await openSetting(loaded, { confirmed: options.yesProduction ?? false });
  try {
    const found = await explore(setting, {
      pages: options.pages,
      cohort: options.cohort ?? {},
      signal,
    });
    signal.throwIfAborted();
    const { definition } = setting;
    const day = new Date().toISOString().slice(0, 10);
    const said = found.surfaces.map((one) =>
      found.own.has(one.id) ? { ...one, imported: false } : one,
    );
    const all = [...said, ...found.unreached];
    const text = moduleText(all, { deployment: definition.name, day });
    await writeOneFile(resolve(options.out), text, 'explore again');
    const known = new Set(described(definition.surfaces).map(({ id }) => shapeOf(id)));
    const fresh = found.surfaces.filter(({ id }) => !known.has(shapeOf(id)));
    process.stdout.write(
      [
        `${found.surfaces.length} surfaces on ${found.pages} pages, written to ${options.out}`,
        ...found.surfaces.map((one) => `  ${fresh.includes(one) ? 'new  ' : 'known'} ${one.id}`),
        ...found.unreached.map(({ unreached, why }) => `  not reached: ${unreached}: ${why}`),
        ...Object.entries(found.aside).map(
          ([why, count]) => `  left aside: ${count} requests ${why}`,
        ),
        '',
      ].join('\n'),
    );
    for (const why of found.refused) say(`Refused to the browser: ${why}`);
    if (found.left.length > 0)
      say(
        `The account ${found.left.map(({ id }) => id).join(', ')} stays on the deployment: it could not be removed.`,
      );
  } finally {
    await setting.embedded?.stop();
  }
}

/** A key that is equal for surfaces that differ only in names of bindings or in fixed queries. */
function shapeOf(id: string): string {
  return id.replace(/\{\w+\}/g, '{}').replace(/\?[^{]*$/, '');
}

function parseCohort(text: string): Cohort {
  const levels = text.split(',').map((pair) => pair.split('='));
  if (levels.some((pair) => pair.length !== 2 || pair.includes('')))
    throw new InvalidArgumentError(
      'Write factor=level, with commas between: region=ie,call=video.',
    );
  return Object.fromEntries(
    levels.map(([factor = '', level = '']) => [factor.trim(), level.trim()]),
  );
}
