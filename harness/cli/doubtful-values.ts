import { type Command, InvalidArgumentError } from 'commander';

/**
 * Refuses values that leave in doubt what is meant: an empty one is mostly a variable that is not set, and of
 * an option that is given twice one value would be ignored.
 */
export function refuseDoubtfulValues(command: Command): void {
  for (const option of command.options.filter(({ required }) => required)) {
    const { parseArg } = option;
    let isGiven = false;
    option.argParser((text, previous) => {
      if (isGiven) throw new InvalidArgumentError('The option is given twice: leave one out.');
      isGiven = true;
      refuseEmpty(text);
      return parseArg ? parseArg(text, previous) : text;
    });
  }
  for (const argument of command.registeredArguments) {
    argument.argParser((text) => {
      refuseEmpty(text);
      return text;
    });
  }
}

function refuseEmpty(text: string): void {
  if (text.trim() !== '') return;
  throw new InvalidArgumentError('It is empty: where it comes from a variable, set that.');
}
