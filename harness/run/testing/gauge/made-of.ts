import type { Attempt } from '../../../domain/attempts/attempt.ts';
import type { Made } from './intended-differences.ts';
import { inWords, toldInWords } from './table.ts';

/** The sightings without the parts of places that only one channel has: messages, hops of a redirect, text of a row. */
export function madeOf(attempt: Attempt): Made {
  const { outcome, sightings, digests } = attempt;
  const places = sightings.map((sighting) => ({
    ...sighting,
    where: sighting.where
      .replace(/^\$\.messages\[\d+\]/, '$')
      .replace(/^(message|answer) \d+[,:] /, '')
      .replace(/^(row \d+)\.html$/, '$1'),
  }));
  const rows = toldInWords(attempt);
  return { outcome, rows, isDigested: digests.length > 0, sightings: places.map(inWords).sort() };
}
