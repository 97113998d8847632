/** What services call the number of rows on a page. */
const called =
  /^\$?_?(?:limit|count|first|top|take|size|(?:per|page)[_-]?(?:page|size|limit)|max[_-]?results)$|^page\[(?:size|limit)\]$/i;

/** Whether a parameter of a query says how many rows a page has. */
export function isPageSize(name: string): boolean {
  return called.test(name);
}
