/** Names of fields in which services put the rows of a list, the likeliest first. */
export const usualRowNames = [
  'items',
  'data',
  'results',
  'entries',
  'entry',
  'edges',
  'records',
  'rows',
  'content',
];

/** Names of objects that only wrap other fields, such as the rows. */
export const rowWrappers = ['data', '_embedded', 'result', 'response'];

/** Names of arrays that accompany the rows: related resources, links and notices. */
export const companionNames = [
  'included',
  'contained',
  'link',
  'links',
  'errors',
  'warnings',
  'facets',
  'filters',
  'aggregations',
];
