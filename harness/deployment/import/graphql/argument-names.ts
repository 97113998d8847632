import { getNamedType, isInputObjectType, isInterfaceType, isObjectType } from 'graphql';
import type { GraphQLField, GraphQLInputType, GraphQLSchema } from 'graphql';
import { UsageError } from '../../../domain/errors.ts';
import { bindingName } from '../../surfaces/binding-name.ts';
import { hintFor } from '../../checks/nearest-word.ts';
import type { UnreachedSurface } from '../../surfaces/surface.ts';
import { unfitIds } from '../unfit-ids.ts';
import type { GraphQlOptions } from './options.ts';

/** Most arguments that an error names where none is near. */
const named = 20;

/** Throws a UsageError where `bind` or `values` names an argument that no field takes: it would be passed over silently. */
export function checkArguments(schema: GraphQLSchema, { bind, values }: GraphQlOptions): void {
  const fields = fieldsWithArguments(schema);
  const alone = [
    ...new Set([...fields.flatMap(({ args }) => namesOf(args)), ...inputFieldsOf(schema)]),
  ];
  for (const [option, keys] of Object.entries({ bind, values })) {
    for (const key of Object.keys(keys ?? {})) {
      const [field = '', argument] = key.split('.');
      const isKnown =
        argument === undefined
          ? alone.includes(key)
          : fields.some(
              ({ name, args }) =>
                name === field && key === `${name}.${argument}` && taken(args).has(argument),
            );
      if (isKnown) continue;
      const ofFields = fields.flatMap(({ name, args }) => args.map((one) => `${name}.${one.name}`));
      const known = argument === undefined ? alone : [...new Set(ofFields)];
      throw new UsageError(
        `fromGraphQl: \`${option}\` names ${JSON.stringify(key)}, and no field of the schema takes such an argument: ${hintFor(key, known, named)}`,
        'Write an argument as the schema does (ref), or with the field that takes it (visit.ref).',
      );
    }
  }
}

/** The ids of the options that neither a type nor an argument of the schema is called by. */
export function idsOfNothing(
  schema: GraphQLSchema,
  { ids, bind = {} }: GraphQlOptions,
): UnreachedSurface[] {
  if (ids === undefined) return [];
  const types = Object.keys(schema.getTypeMap()).filter((name) => !name.startsWith('__'));
  const fields = fieldsWithArguments(schema);
  const words = [
    ...types,
    ...fields.flatMap(({ name, args }) => [name, ...namesOf(args)]),
    ...inputFieldsOf(schema),
  ].map(bindingName);
  return unfitIds(
    ids,
    'the schema',
    words.filter((word) => word !== ''),
    Object.values(bind),
  );
}

type Field = GraphQLField<unknown, unknown>;

function fieldsWithArguments(schema: GraphQLSchema): readonly Field[] {
  return Object.values(schema.getTypeMap())
    .filter((type) => isObjectType(type) || isInterfaceType(type))
    .flatMap((type) => (type.name.startsWith('__') ? [] : Object.values(type.getFields())))
    .filter(({ args }) => args.length > 0);
}

function inputFieldsOf(schema: GraphQLSchema): readonly string[] {
  return Object.values(schema.getTypeMap())
    .filter(isInputObjectType)
    .flatMap((type) => Object.keys(type.getFields()));
}

/** The names of arguments, and of the fields of the objects that they take. */
function taken(args: Field['args']): ReadonlySet<string> {
  const names = new Set(namesOf(args));
  const seen = new Set<GraphQLInputType>();
  const open: GraphQLInputType[] = args.map(({ type }) => getNamedType(type));
  for (let type = open.pop(); type !== undefined; type = open.pop()) {
    if (!isInputObjectType(type) || seen.has(type)) continue;
    seen.add(type);
    for (const field of Object.values(type.getFields())) {
      names.add(field.name);
      open.push(getNamedType(field.type));
    }
  }
  return names;
}

function namesOf(args: Field['args']): readonly string[] {
  return args.map(({ name }) => name);
}
