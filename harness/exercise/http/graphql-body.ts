import { isObject } from '../state/is-object.ts';

/** The JSON body of a GraphQL request. */
export type GraphQlBody = { query: string; variables?: Readonly<Record<string, unknown>> };

/**
 * The beginning of a query up to what its first field gives: all before that field, its variables, its name, its
 * arguments, and the brace that follows.
 */
export const queryHead =
  /^(\s*(?:query\b\s*\w*)?\s*(?:\(([^)]*)\)\s*)?\{)\s*(?:\w+\s*:\s*)?(\w+)\s*(\([^()]*\))?\s*(\{)?/;

/** Whether a JSON body is a GraphQL request. */
export function isGraphQlBody(json: unknown): json is GraphQlBody {
  return (
    isObject(json) &&
    typeof json['query'] === 'string' &&
    /^\s*(?:query\b|fragment\b|\{)/.test(json['query']) &&
    (json['variables'] === undefined || isObject(json['variables']))
  );
}

/** The variables that a query declares, with their types. Elsewhere in a query no colon follows a variable. */
export function declaredVariables({ query }: GraphQlBody): ReadonlyMap<string, string> {
  return new Map(
    [...query.matchAll(/\$(\w{1,100})\s{0,9}:\s{0,9}([[\]!\w]{1,120})/g)].map(
      ([, name = '', type = '']) => [name, type],
    ),
  );
}

/** The request with one of its variables set to what a text means in the variable's type. */
export function withVariable(body: GraphQlBody, name: string, text: string): GraphQlBody {
  const type =
    declaredVariables(body)
      .get(name)
      ?.replace(/[[\]!]/g, '') ?? '';
  const value =
    type === 'Boolean'
      ? text === 'true'
      : /^(?:Int|Float|Long|Big_?Int)/i.test(type)
        ? Number(text)
        : text;
  return { ...body, variables: { ...body.variables, [name]: value } };
}
