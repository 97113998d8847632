import type { Attempt } from '../../domain/attempt.ts';
import { observe } from './browser.ts';
import type { Attempting } from './http.ts';
import type { Observation } from './observation.ts';
import type { PageSample } from './page-samples.ts';
import { withoutEffects } from './replay.ts';
import type { PictureKeeping } from './take-picture.ts';

/** What of a page as shown is said to have been shown otherwise. */
export type Shown = Pick<Observation, 'received' | 'rows' | 'frames'>;

/**
 * Makes an attempt of a page again from what is said to have been shown, in the one way in which such attempts are made,
 * without a browser. It is not recorded, and the worker learns nothing from it. Id, times and release are those of the
 * sample's attempt.
 */
export async function replayPage(
  worker: Attempting & PictureKeeping,
  { observation, attempt: real }: PageSample,
  shown: Shown,
): Promise<Attempt> {
  const attempt = await observe(
    { ...worker, ...withoutEffects(worker, observation.session), pageSamples: null },
    // Whoever looked at the page would have seen that it shows something.
    { ...observation, ...shown, outcome: 'granted' },
  );
  const { id, release, sentAt, answeredAt } = real;
  return { ...attempt, id, release, sentAt, answeredAt };
}
