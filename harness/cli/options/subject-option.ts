import { type Command, InvalidArgumentError, Option } from 'commander';
import { UsageError } from '../../domain/errors.ts';
import { parseSubject, type Subject } from '../../signing/subject.ts';

/** Adds `--subject <digest>`, which may be given several times. */
export function withSubjects(command: Command, description: string): Command {
  const none: readonly Subject[] = [];
  return command.addOption(
    new Option('--subject <digest>', `name@sha256:<hex> of ${description}`)
      .default(none, 'none')
      .argParser((text, previous: readonly Subject[]) => [...previous, parse(text)]),
  );
}

function parse(text: string): Subject {
  try {
    return parseSubject(text);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    throw new InvalidArgumentError(error.remedy);
  }
}
