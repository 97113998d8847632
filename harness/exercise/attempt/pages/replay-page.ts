import type { Attempt } from '../../../domain/attempts/attempt.ts';
import { observe } from './browser.ts';
import type { Attempting } from '../http.ts';
import type { Observation } from './observation.ts';
import type { PageSample } from './page-samples.ts';
import { withoutEffects } from '../replay.ts';
import { rowsInPage } from './rows-in-page.ts';
import type { PictureKeeping } from './take-picture.ts';

/** A page that is said to have been shown in another's place. */
export type Shown = {
  /** The page's HTML. */
  html: string;
  /** Whoever's page says where its rows are, what plays in it, and what its browser made of that. */
  like: Observation;
};

/**
 * Makes an attempt of a page again from what is said to have been shown, in the one way in which such attempts are made,
 * without a browser. Its rows are found in it as a browser finds them. It is not recorded, and the worker learns nothing
 * from it. Id, times and release are those of the sample's attempt.
 */
export async function replayPage(
  worker: Attempting & PictureKeeping,
  { observation, attempt: real }: PageSample,
  { html, like }: Shown,
): Promise<Attempt> {
  const [page, ...others] = observation.received;
  // Where nobody says how rows are found, those stand in the page that a browser found in one like it.
  const rows = rowsInPage(like.items, html) ?? like.rows;
  const attempt = await observe(
    { ...worker, ...withoutEffects(worker, observation.session), pageSamples: null },
    {
      ...observation,
      received: [{ where: 'the page as shown', ...page, content: html }, ...others],
      rows,
      frames: like.frames,
      outcome: outcomeOf(observation, like, rows),
    },
  );
  const { id, release, sentAt, answeredAt } = real;
  return { ...attempt, id, release, sentAt, answeredAt };
}

/** What whoever looked at the page would have said: a list is granted by its rows, media by playing, all else stays. */
function outcomeOf(
  { outcome }: Observation,
  like: Observation,
  rows: Observation['rows'],
): Observation['outcome'] {
  if (rows !== null) return rows.length > 0 ? 'granted' : 'concealed';
  return like.gives === 'stream' ? like.outcome : outcome;
}
