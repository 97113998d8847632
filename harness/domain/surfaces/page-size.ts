/** Names that services use for the number of rows on a page. */
const pageSizeNames =
  /^\$?_?(?:limit|count|first|top|take|size|(?:per|page)[_-]?(?:page|size|limit)|max[_-]?results)$|^page\[(?:size|limit)\]$/i;

/** Whether a query parameter sets the number of rows on a page. */
export function isPageSize(name: string): boolean {
  return pageSizeNames.test(name);
}
