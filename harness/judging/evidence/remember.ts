/** A pure function that works out each answer once: for what is asked for every attempt, and of few things. */
export function remember<Argument, Value>(
  answer: (argument: Argument) => Value,
): (argument: Argument) => Value {
  const known = new Map<Argument, Value>();
  return (argument) => {
    const value = known.get(argument) ?? answer(argument);
    known.set(argument, value);
    return value;
  };
}
