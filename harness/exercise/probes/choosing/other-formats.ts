import type { RequestChange } from '../../../deployment/probe.ts';

/** The same in another format: what writes it may have been given a query of its own. */
export const otherFormats: readonly RequestChange[] = [
  { name: 'as-csv', sameResource: false, headers: { accept: 'text/csv' } },
  { name: 'as-html', sameResource: false, headers: { accept: 'text/html' } },
];
