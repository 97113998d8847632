import { isPageSize } from '../../../deployment/page-size.ts';
import type { RequestChange } from '../../../deployment/probe.ts';
import type { Surface } from '../../../deployment/surface.ts';

/** What a parameter of a list's query is asked with, by what its name says that it is. */
const kinds: readonly { is(name: string): boolean; asked: Readonly<Record<string, string>> }[] = [
  { is: isPageSize, asked: { huge: '100000', zero: '0', negative: '-1' } },
  {
    is: (name) => /^p$|^(?:current[_-]?)?page(?:[_-]?(?:no|number|index))?$/i.test(name),
    asked: { 'after-last': '9999', zero: '0', negative: '-1' },
  },
  {
    is: (name) => /^\$?(?:offset|skip|start(?:[_-]?index)?)$/i.test(name),
    asked: { 'after-last': '999999', negative: '-1' },
  },
];

/** Tried where nothing says what a list is paged by. */
const usual = ['page', 'limit', 'offset'];
/** Values of one parameter that are tried. */
const mostValues = 6;

/** The parameters of its query that a list is known to take, with their values. */
export function parametersOf({ path, parameters = {} }: Surface): Map<string, readonly string[]> {
  const query = new URL(path.replace(/[{}]/g, ''), 'http://any.invalid').searchParams;
  return new Map([
    ...[...query.keys()].map((name): [string, readonly string[]] => [name, []]),
    ...Object.entries(parameters),
  ]);
}

/** Other pages, and other values of what a list can be sorted and filtered by. */
export function otherQueries(surface: Surface): RequestChange[] {
  const known = parametersOf(surface);
  const isPaged = [...known.keys()].some((name) => kinds.some(({ is }) => is(name)));
  const names = [...known.keys(), ...(isPaged ? [] : usual)];
  const pages = names.flatMap((name) => {
    const asked = kinds.find(({ is }) => is(name))?.asked ?? {};
    return Object.entries(asked).map(([what, value]) => query(name, value, what));
  });
  const values = [...known].flatMap(([name, listed]) =>
    listed.slice(0, mostValues).map((value) => query(name, value, value)),
  );
  return [...pages, ...values];
}

/** A change of one parameter; `what` names its value in the record. */
export function query(name: string, value: string, what: string): RequestChange {
  const named = `query-${name}-${what}`.replace(/[^\w.-]/g, '-').slice(0, 60);
  return { name: named, query: { [name]: value } };
}
