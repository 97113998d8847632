import { UsageError } from '../../domain/errors.ts';
import type { Definition } from '../definition.ts';
import { unreadSources } from './surface.ts';
import { validateDefinition } from '../checks/validate-definition.ts';

/** What was read of a definition's sources of surfaces, by their names. */
export type Imports = Readonly<Record<string, unknown>>;

/**
 * The definition with the surfaces that follow from what was read, checked as a whole. Throws a UsageError where a
 * source is missing among `imports`.
 * @param file path of the definition
 */
export function withSources(definition: Definition, imports: Imports, file: string): Definition {
  if (unreadSources(definition.surfaces).length === 0) return definition;
  const surfaces = definition.surfaces.flatMap((one): Definition['surfaces'] => {
    if (!('source' in one) || one.was !== undefined) return [one];
    if (!Object.hasOwn(imports, one.source))
      throw new UsageError(
        `the run has not read ${one.source}`,
        'Choose the definition that it was seeded with by --config, or seed a new run.',
      );
    const read = imports[one.source];
    return [{ ...one, was: { read } }, ...one.surfaces(read)];
  });
  return validateDefinition({ ...definition, surfaces }, file);
}

/** What was read of the sources of a definition, for the plan; undefined where it has none. */
export function importsOf({ surfaces }: Pick<Definition, 'surfaces'>): Imports | undefined {
  const read = surfaces.flatMap((one): [string, unknown][] =>
    'source' in one && one.was !== undefined ? [[one.source, one.was.read]] : [],
  );
  return read.length === 0 ? undefined : Object.fromEntries(read);
}
