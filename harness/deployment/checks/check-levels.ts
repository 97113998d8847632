import { sideFactors } from '../../domain/phase.ts';
import type { Definition } from '../definition.ts';
import { webClientOf } from '../web-client.ts';

/** Levels that `makes` and `phrases` name must be ones that there are: a slip would be told of no account, silently. */
export function checkLevels(
  definition: Definition,
  report: (path: readonly (string | number)[], message: string) => void,
): void {
  const { actions = {}, phrases = {}, factors = {} } = definition;
  const all: Readonly<Record<string, readonly string[]>> = { ...factors, ...sideFactors };
  const check = (path: readonly string[], factor: string, levels: readonly string[]) => {
    const known = Object.hasOwn(all, factor) ? all[factor] : undefined;
    if (known === undefined)
      return report([...path, factor], `there is no factor ${JSON.stringify(factor)}`);
    for (const level of levels)
      if (!known.includes(level))
        report([...path, factor], `the factor has no level ${JSON.stringify(level)}`);
    return undefined;
  };
  for (const [name, { makes = {} }] of Object.entries(actions))
    for (const [factor, level] of Object.entries(makes))
      check(['actions', name, 'makes'], factor, [level]);
  const call = webClientOf(definition)?.call;
  if (call !== undefined && 'book' in call)
    for (const [factor, level] of Object.entries(call.makes ?? {}))
      check(['browser', 'call', 'makes'], factor, [level]);
  for (const [factor, words] of Object.entries(phrases))
    check(['phrases'], factor, Object.keys(words));
}
