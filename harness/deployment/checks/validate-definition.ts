import { z } from 'zod';
import { UsageError } from '../../domain/errors.ts';
import type { Definition } from '../definition.ts';
import { definitionSchema } from './schema.ts';
import { withoutShadowed } from '../surfaces/shadowed.ts';

/** Checks a definition and returns it. Throws a UsageError that names every invalid field and what it should be. */
export function validateDefinition(value: unknown, file: string): Definition {
  const parsed = definitionSchema.safeParse(value);
  if (parsed.success) return { ...parsed.data, surfaces: withoutShadowed(parsed.data.surfaces) };
  throw new UsageError(
    `${file} does not describe a deployment:\n${z.prettifyError(parsed.error)}`,
    'Correct these fields.',
  );
}
