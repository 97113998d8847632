import { getNamedType, isAbstractType, isInterfaceType, isObjectType } from 'graphql';
import type { Drafting } from './drafting.ts';

/** The fields of types that a query could lead to, and that none of those made asks for (`Invoice.lines`). */
export function neverAsked(
  { schema, isLeftOut }: Drafting,
  asked: ReadonlySet<string>,
): readonly string[] {
  const found: string[] = [];
  const open: string[] = [schema.getQueryType()?.name ?? ''];
  const seen = new Set(open);
  const meet = (name: string): void => {
    if (seen.has(name)) return;
    seen.add(name);
    open.push(name);
  };
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const type = schema.getType(name);
    if (isAbstractType(type))
      for (const possible of schema.getPossibleTypes(type)) meet(possible.name);
    if (!isObjectType(type)) continue;
    // A field of an interface is asked for on the interface.
    const by = [type, ...type.getInterfaces().filter(isInterfaceType)];
    for (const field of Object.values(type.getFields())) {
      meet(getNamedType(field.type).name);
      const isAsked = by.some((one) => asked.has(`${one.name}.${field.name}`));
      if (isAsked || isLeftOut(type.name, field.name) || isPaging(field.name)) continue;
      if (type === schema.getQueryType()) continue;
      found.push(`${type.name}.${field.name}`);
    }
  }
  return found;
}

/** What a page says of pages before it tells nothing of anybody. */
function isPaging(field: string): boolean {
  return ['hasPreviousPage', 'startCursor', 'hasNextPage', 'endCursor', 'pageInfo'].includes(field);
}
