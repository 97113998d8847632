/** Names that services use for the number of a page. */
const pageNumber = /^p$|^(?:current[_-]?)?page(?:[_-]?(?:no|number|index))?$|^page\[number\]$/i;
/** Names that services use for the number of rows to leave out before the first one. */
const rowNumber = /^\$?_?(?:offset|skip|start(?:[_-]?index)?)$|^page\[offset\]$/i;
/** Names that services use for the id of the row before the first one. */
const rowBefore =
  /^(?:starting[_-]?after|after(?:[_-]?id)?|last[_-]?id|since[_-]?id|cursor|marker)$/i;

/** Whether a query parameter gives the number of the page. */
export function isPageNumber(name: string): boolean {
  return pageNumber.test(name);
}

/** Whether a query parameter gives the number of the first row. */
export function isRowNumber(name: string): boolean {
  return rowNumber.test(name);
}

/** Whether a query parameter gives the id of the row that the page comes after. */
export function isRowBefore(name: string): boolean {
  return rowBefore.test(name);
}
