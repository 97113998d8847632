import type { Attempt } from '../../../domain/attempt.ts';
import type { Made } from './intended-differences.ts';
import { inWords } from './table.ts';

/** The sightings without the parts of places that only one channel has: messages, hops of a redirect, text of a row. */
export function madeOf({ outcome, sightings }: Attempt): Made {
  const places = sightings.map((sighting) => ({
    ...sighting,
    where: sighting.where
      .replace(/^\$\.messages\[\d+\]/, '$')
      .replace(/^(message|answer) \d+[,:] /, '')
      .replace(/^(row \d+)\.html$/, '$1'),
  }));
  return { outcome, sightings: places.map(inWords).sort() };
}
