import { type Command, InvalidArgumentError } from 'commander';

/**
 * Makes a command refuse ambiguous values of its options: an empty value, which mostly comes from a variable that is
 * not set, and a second value, because one of the two would be ignored. Options whose default is a list take several.
 */
export function refuseDoubtfulValues(command: Command): void {
  for (const option of command.options.filter(({ required }) => required)) {
    const { parseArg } = option;
    const takesSeveral = Array.isArray(option.defaultValue);
    let isGiven = false;
    option.argParser((text, previous) => {
      if (isGiven && !takesSeveral)
        throw new InvalidArgumentError('The option is given twice: leave one out.');
      isGiven = true;
      refuseEmpty(text);
      return parseArg ? parseArg(text, previous) : text;
    });
  }
  for (const argument of command.registeredArguments) {
    argument.argParser((text, previous: unknown) => {
      refuseEmpty(text);
      if (!argument.variadic) return text;
      return Array.isArray(previous) ? [...previous, text] : [text];
    });
  }
}

function refuseEmpty(text: string): void {
  if (text.trim() !== '') return;
  throw new InvalidArgumentError('It is empty: where it comes from a variable, set that.');
}
