import type { PageSample, PageSamples } from '../../exercise/attempt/pages/page-samples.ts';
import type { SampledAnswer } from '../../exercise/attempt/samples.ts';
import type { Replaying } from '../../exercise/worker/worker.ts';
import { cellsOf, placeOf } from '../choose-cells.ts';
import type { Place } from '../choose-cells.ts';
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
      if (first === undefined) return null;
      const isWhole = first.body.equals(bodyOf(theirs));
      const { observation: like } = isWhole ? theirs : here;
      return () => worker.replayPage(here, { html: first.body.toString('utf8'), like });
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

function placeIn({ observation: { session, thing } }: PageSample): Place {
  return placeOf(session, thing?.owner.id);
}
