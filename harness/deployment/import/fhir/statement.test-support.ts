import { readStatement } from './statement.ts';
import type { FhirStatement } from './statement.ts';

type Stated = {
  type: string;
  interactions?: readonly string[];
  parameters?: readonly string[];
  includes?: readonly string[];
  revincludes?: readonly string[];
  operations?: readonly string[];
};

/** A CapabilityStatement as a server serves it. */
export function capabilityStatement(
  types: readonly Stated[],
  more: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> {
  const { rest, ...others } = more as { rest?: object };
  return {
    resourceType: 'CapabilityStatement',
    fhirVersion: '4.0.1',
    ...others,
    rest: [
      {
        mode: 'server',
        ...rest,
        resource: types.map((one) => ({
          type: one.type,
          interaction: (one.interactions ?? ['read', 'search-type']).map((code) => ({ code })),
          searchParam: one.parameters?.map((name) => ({ name, type: 'token' })),
          searchInclude: one.includes,
          searchRevInclude: one.revincludes,
          operation: one.operations?.map((name) => ({
            name,
            definition: `http://any.invalid/${name}`,
          })),
        })),
      },
    ],
  };
}

/** The same, as it is read. */
export function statementOf(
  types: readonly Stated[],
  more: Readonly<Record<string, unknown>> = {},
): FhirStatement {
  return { ...readStatement(capabilityStatement(types, more), 'it'), base: '/fhir' };
}
