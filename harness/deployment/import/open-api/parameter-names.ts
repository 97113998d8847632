import { UsageError } from '../../../domain/errors.ts';
import { bindingName } from '../../surfaces/binding-name.ts';
import { hintFor, nearestWord } from '../../checks/nearest-word.ts';
import type { UnreachedSurface } from '../../surfaces/surface.ts';
import { unfitIds } from '../unfit-ids.ts';
import { undescribed } from './address-of.ts';
import { nameBinding } from './name-binding.ts';
import { nounBefore } from './noun.ts';
import type { Operation, Parameter, UnreadOperation } from './operation.ts';
import type { OpenApiOptions } from './options.ts';

/** Most parameters that an error names where none is near. */
const named = 20;

/**
 * Throws a UsageError where `bind` or `values` names a parameter that no operation has: it would be passed over silently.
 * What an operation that cannot be read takes, nobody knows: where it might be meant, nothing is refused.
 */
export function checkParameters(
  { bind = {}, values = {} }: OpenApiOptions,
  operations: readonly (Operation | UnreadOperation)[],
): void {
  const check = (option: string, name: string, among: typeof operations, of = ''): void => {
    if (among.some((one) => 'why' in one)) return;
    const known = among.flatMap((one) => parametersOf(one).map((parameter) => parameter.name));
    if (known.includes(name)) return;
    throw new UsageError(
      `fromOpenApi: \`${option}\` names ${JSON.stringify(name)}, and there is no such parameter${of}: ${hintFor(name, [...new Set(known)], named)}`,
      'Write a parameter as the document does.',
    );
  };
  for (const [key, given] of Object.entries(bind))
    if (key.includes(' '))
      for (const name of typeof given === 'string' ? [key] : Object.keys(given))
        check(
          'bind',
          name,
          operations.filter((one) => one.name === key),
          ` of ${key}`,
        );
    else check('bind', key, operations);
  for (const name of Object.keys(values)) check('values', name, operations);
}

/**
 * The ids of the options that no parameter takes, as far as names, schemas, links and examples tell, and that seem to be
 * misspelt. Others are usual: many services have no parameter for the account itself.
 */
export function idsOfNothing(
  { ids = [], bind = {} }: OpenApiOptions,
  operations: readonly (Operation | UnreadOperation)[],
): UnreachedSurface[] {
  if (ids.length === 0) return [];
  const read = operations.flatMap((one) => ('why' in one ? [] : one));
  const taken = ids.filter((id) =>
    read.some((one) =>
      parametersOf(one).some((parameter) => nameBinding(one, parameter, [id]) !== null),
    ),
  );
  const bound = Object.values(bind).flatMap((given) =>
    typeof given === 'string' ? given : Object.values(given),
  );
  const called = read.flatMap((one) =>
    parametersOf(one).flatMap(({ name }) => [
      bindingName(name),
      nounBefore(one.path.slice(0, Math.max(0, one.path.indexOf(`{${name}}`)))),
    ]),
  );
  const words = called.filter((word) => word !== '');
  const misspelt = ids.filter(
    (id) => !taken.includes(id) && !bound.includes(id) && nearestWord(id, words) !== null,
  );
  return unfitIds(misspelt, 'the document', words);
}

/** The parameters that an operation describes, and those that only its path names. */
function parametersOf(operation: Operation | UnreadOperation): readonly Parameter[] {
  const described = 'why' in operation ? [] : operation.parameters;
  const inPath = [...operation.path.matchAll(/\{([^{}]+)\}/g)].flatMap(([, name = '']) =>
    described.some((one) => one.name === name) ? [] : undescribed(name),
  );
  return [...described, ...inPath];
}
