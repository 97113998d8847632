import { bindingsOf } from '../../../deployment/surfaces/bind-path.ts';
import {
  isPageNumber,
  isRowBefore,
  isRowNumber,
} from '../../../deployment/surfaces/page-position.ts';
import { isPageSize } from '../../../domain/surfaces/page-size.ts';
import { changeName } from './change-name.ts';
import { otherFormats } from './other-formats.ts';
import type { RequestChange } from '../../../deployment/probe.ts';
import type { Surface } from '../../../deployment/surfaces/surface.ts';
import { declaredVariables, isGraphQlBody, withVariable } from '../../http/graphql-body.ts';

/**
 * Values to try for a query parameter of a list, chosen by the name of the parameter. `next`: those of the pages that
 * may follow the last one, after so many rows.
 */
const kinds: readonly {
  is(name: string): boolean;
  asked: Readonly<Record<string, string>>;
  next?(rows: number): readonly number[];
}[] = [
  { is: isPageSize, asked: { huge: '100000', zero: '0', negative: '-1' } },
  {
    is: isPageNumber,
    asked: { 'after-last': '9999', zero: '0', negative: '-1' },
    // A server that counts pages from 0 gives the one after the first as number 1.
    next: () => [2, 1, 3],
  },
  {
    is: isRowNumber,
    asked: { 'after-last': '999999', negative: '-1' },
    next: (rows) => [rows, 1],
  },
];

/** Parameters to try when the definition names none for paging. */
const usual = ['page', 'limit', 'offset', 'skip'];
/** Parameters to try when the definition names none for the order, and what is tried of them. */
const usualOrders: Readonly<Record<string, readonly string[]>> = {
  sort: ['asc', 'desc'],
  order: ['desc'],
};
const isOrder = (name: string): boolean => /^(?:sort|order)(?:ing)?(?:[_-]?by)?$/i.test(name);
/** Most listed values that are tried for one parameter. */
const mostValues = 6;
/** Most pairs of parameters that are tried together. */
const mostPairs = 10;

/**
 * The known query parameters of a list, with their listed values. Of a GraphQL query they are its variables, but for those
 * that hold an id.
 */
export function parametersOf({
  path,
  json,
  parameters = {},
}: Pick<Surface, 'path' | 'json' | 'parameters'>): Map<string, readonly string[]> {
  if (isGraphQlBody(json)) {
    const isBound = (name: string) =>
      /\{\w+\}/.test(JSON.stringify(json.variables?.[name] ?? null));
    return new Map(
      [...declaredVariables(json).keys()]
        .filter((name) => !isBound(name))
        .map((name) => [name, parameters[name] ?? []]),
    );
  }
  const query = new URL(path.replace(/[{}]/g, ''), 'http://any.invalid').searchParams;
  return new Map([
    ...[...query.keys()].map((name): [string, readonly string[]] => [name, []]),
    ...Object.entries(parameters),
  ]);
}

/**
 * Changes that request other pages of a list, or other values of its parameters for sorting and filtering: those first
 * that may follow the page that says it is the last.
 * @param rows the number of rows that the list has
 */
export function otherQueries(surface: Surface, rows: number): RequestChange[] {
  const known = parametersOf(surface);
  const isPaged = [...known.keys()].some((name) => kinds.some(({ is }) => is(name)));
  const names = [...known.keys(), ...(isPaged || isGraphQlBody(surface.json) ? [] : usual)];
  const pages = names.flatMap((name) => {
    const asked = kinds.find(({ is }) => is(name))?.asked ?? {};
    return Object.entries(asked).map(([what, value]) => query(surface, name, value, what));
  });
  const following = names.flatMap((name) => {
    const numbers = kinds.find(({ is }) => is(name))?.next?.(rows) ?? [];
    return [...new Set(numbers)].map((value, place) =>
      query(surface, name, String(value), `next-${place + 1}`),
    );
  });
  return [
    ...following,
    ...pages,
    ...(isGraphQlBody(surface.json) ? [] : otherFormats),
    ...emptyValues(surface, known),
    ...otherValues(surface),
    ...combinedValues(surface),
    ...usualOrdersOf(surface, known),
  ];
}

/**
 * Changes that request listed values of two parameters at once, and of all of them: a condition may be lost only where
 * several come together.
 */
function combinedValues(surface: Surface): RequestChange[] {
  const listed = [...parametersOf(surface)].flatMap(([name, [first]]) =>
    first === undefined ? [] : [{ name, value: first }],
  );
  const pairs = listed
    .flatMap((one, index) => listed.slice(index + 1).map((other) => [one, other]))
    .slice(0, mostPairs);
  const together = listed.length > 2 ? [...pairs, listed] : pairs;
  return together.map((those) => ({
    ...those
      .map(({ name, value }) => query(surface, name, value, value))
      .reduce((one, other) => ({ ...one, ...joined(one, other) })),
    name: changeName(`query-${those.map(({ name }) => name).join('-and-')}`),
  }));
}

/** Both changes of a query, or of a GraphQL query's variables. */
function joined(one: RequestChange, other: RequestChange): Omit<RequestChange, 'name'> {
  const { json: first, query: before } = one;
  const { json: second, query: after } = other;
  return first !== undefined && second !== undefined
    ? { json: (body) => second(first(body)) }
    : { query: { ...before, ...after } };
}

/** Names of the parameters of which any value may be asked for: no values are listed, and they are neither page nor order. */
export function freeParameters(surface: Surface): string[] {
  return [...parametersOf(surface)].flatMap(([name, listed]) =>
    listed.length > 0 || isOrder(name) || isRowBefore(name) || kinds.some(({ is }) => is(name))
      ? []
      : [name],
  );
}

/** Changes that request an order, where no values are listed for it: by parameters that a list may have undescribed, too. */
function usualOrdersOf(surface: Surface, known: ReadonlyMap<string, readonly string[]>) {
  const described = [...known].filter(([name]) => isOrder(name));
  const unlisted = described.filter(([, values]) => values.length === 0).map(([name]) => name);
  const isUndescribed = described.length === 0 && !isGraphQlBody(surface.json);
  const asked = isUndescribed
    ? Object.entries(usualOrders)
    : unlisted.map((name) => [name, ['asc', 'desc']] as const);
  return asked.flatMap(([name, values]) =>
    values.map((value) => query(surface, name, value, value)),
  );
}

/** Changes that leave a filter empty, which then may filter nothing: not even whose the rows are. */
function emptyValues(surface: Surface, known: ReadonlyMap<string, unknown>): RequestChange[] {
  return (
    [...known.keys()]
      .filter((name) => !isOrder(name) && !kinds.some(({ is }) => is(name)))
      // What then comes may be another list: of what is popular, or of everything that is public.
      .map((name) => ({ ...query(surface, name, '', 'empty'), sameResource: false }))
  );
}

/** Whether the address has an id as the value of a parameter. */
export function isBoundIn({ path }: Pick<Surface, 'path'>, name: string): boolean {
  const value = new URLSearchParams(path.split('?')[1]).get(name);
  return bindingsOf(value ?? '').length > 0;
}

/** Changes that request the listed values of its parameters. */
export function otherValues(surface: Parameters<typeof parametersOf>[0]): RequestChange[] {
  return [...parametersOf(surface)].flatMap(([name, listed]) =>
    listed.slice(0, mostValues).map((value) => query(surface, name, value, value)),
  );
}

/** Changes one parameter of the query, or one variable of a GraphQL query. `what` names the value in the history. */
export function query(
  { json }: Pick<Surface, 'json'>,
  name: string,
  value: string,
  what: string,
): RequestChange {
  const named = changeName(`query-${name}-${what}`);
  return isGraphQlBody(json)
    ? {
        name: named,
        json: (body) => (isGraphQlBody(body) ? withVariable(body, name, value) : body),
      }
    : { name: named, query: { [name]: value } };
}
