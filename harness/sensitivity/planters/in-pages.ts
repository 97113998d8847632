import type { PageSample, PageSamples } from '../../exercise/attempt/page-samples.ts';
import type { SampledAnswer } from '../../exercise/attempt/samples.ts';
import type { Replaying } from '../../exercise/worker/worker.ts';
import { cellsOf, placeOf } from '../choose-cells.ts';
import type { Place } from '../choose-cells.ts';
import { wordsOf } from '../words-of.ts';
import type { Planter } from './planter.ts';

/** Plants leaks in pages as browsers showed them: another's row, or all that the page showed its owner. */
export function inPages(worker: Replaying, samples: PageSamples): Planter<PageSample> {
  return {
    cells: (kind) => cellsOf(samples, kind, placeIn),
    titleOf: ({ onPages, title, on }, { observation }) =>
      onPages === true && (on === undefined || on.includes(observation.gives)) ? title : null,
    plant(leak, { here, again, theirs }) {
      const answers = leak.plant({
        here: answerOf(here),
        again: answerOf(again),
        theirs: answerOf(theirs),
      });
      const [first] = answers ?? [];
      const [page, ...others] = here.observation.received;
      if (first === undefined || page === undefined) return null;
      const isWhole = first.body.equals(bodyOf(theirs));
      const shown = {
        received: [{ ...page, content: first.body.toString('utf8') }, ...others],
        rows: rowsIn(first.body, here, theirs),
        frames: (isWhole ? theirs : here).observation.frames,
      };
      return () => worker.replayPage(here, shown);
    },
  };
}

/** A page as shown, as if it had been answered so. */
function answerOf(sample: PageSample): SampledAnswer[] {
  const url = new URL(sample.observation.sent[0] ?? '', 'http://page.invalid');
  const headers = { 'content-type': 'text/html' };
  return [{ url, status: 200, headers, setCookie: [], body: bodyOf(sample) }];
}

function bodyOf({ observation: { received } }: PageSample): Buffer {
  return Buffer.from(received[0]?.content ?? '');
}

/** The rows of either that the page shows: those whose words all stand in it. Null: nobody read any. */
function rowsIn(page: Buffer, here: PageSample, theirs: PageSample): readonly string[] | null {
  const { rows } = theirs.observation;
  if (rows === null) return here.observation.rows;
  const words = wordsOf([page]);
  const all = new Set([...(here.observation.rows ?? []), ...rows]);
  return [...all].filter((row) => wordsOf([Buffer.from(row)]).isSubsetOf(words));
}

function placeIn({ observation: { session, thing } }: PageSample): Place {
  return placeOf(session, thing?.owner.id);
}
