import { cancel, group, intro, text } from '@clack/prompts';
import type { Sources } from '../deployment/import/draft/gather-draft.ts';
import { UsageError } from '../domain/errors.ts';

/** Asks the user where the deployment runs and which documents describe it. Empty answers are left out. */
export async function askForSources(): Promise<Sources> {
  const output = process.stderr;
  intro('Describing a deployment', { output });
  const answers = await group(
    {
      url: () =>
        text({
          message: 'Where does a staging deployment run? Never production.',
          placeholder: 'https://staging.example',
          validate: (value) =>
            URL.canParse(value ?? '') ? undefined : 'An address, such as https://staging.example',
          output,
        }),
      name: () => text({ message: 'What shall reports call it? (empty: its host)', output }),
      openapi: () =>
        text({
          message: 'Its OpenAPI document: a file or an address (empty: look for one)',
          output,
        }),
      har: () =>
        text({ message: 'A recording (HAR) of what one account did (empty: none)', output }),
      pool: () =>
        text({ message: 'A file with accounts that exist (empty: accounts are made)', output }),
    },
    {
      onCancel: () => {
        cancel('Nothing was written.', { output });
        throw new UsageError('Cancelled.', 'Give --url, --openapi or --har to be asked nothing.');
      },
    },
  );
  return Object.fromEntries(
    Object.entries(answers).filter(
      ([, answer]) => typeof answer === 'string' && answer.trim() !== '',
    ),
  );
}
