/** Names under which services put the rows of a list, the likeliest first. */
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

/** Names of objects that only wrap what they hold, rows among it. */
export const rowWrappers = ['data', '_embedded', 'result', 'response'];
