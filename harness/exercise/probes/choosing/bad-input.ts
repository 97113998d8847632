import type { RequestChange } from '../../../deployment/probe.ts';
import type { AskedSurface } from '../../../deployment/surfaces/surface.ts';

/** Parameters that lists commonly take, with what none of them can be. */
const badQuery = { limit: 'x', page: 'x', cursor: '%', offset: '-1', sort: '\u0000' };

/**
 * Requests for one's own that a deployment has to refuse, or fails to serve. No id of anybody stands in them but one's own,
 * with a character that no id has.
 */
export function badInputs({ path }: AskedSurface): RequestChange[] {
  const own = new URLSearchParams(path.split('?')[1] ?? '').keys();
  return [
    {
      name: 'bad-query',
      query: { ...badQuery, ...Object.fromEntries([...own].map((name) => [name, 'x'])) },
    },
    { name: 'bad-path', path: (whole) => `${whole}%00` },
    {
      name: 'bad-header',
      headers: { range: 'bytes=9-1', 'if-none-match': 'x', accept: 'x', 'content-type': 'x/x' },
    },
  ];
}
