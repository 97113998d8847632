import { createRandom } from '../../accounts/random.ts';
import { inTurns } from './choosing/in-turns.ts';
import { doorsFor, trialsOf } from './choosing/fresh-trials.ts';
import type { SweepProbe } from './probe.ts';

/**
 * Tries texts of answers that may be credentials, in the place of those of sessions, at surfaces that name the viewer and
 * refuse whoever has none. A text in one account's answer that opens the view of another is that account's credential. It
 * comes after all other probes, because such a trial may end a session.
 */
export const freshCredentials: SweepProbe = {
  id: 'fresh-credentials',
  title: 'What answers hold, in the place of a session’s credential',
  needs:
    'texts in answers that differ between accounts and may be credentials, and a surface without ids that names the viewer',
  disturbs: 'sessions',
  carriesOver: true,
  when: 'last',
  budgeted: true,
  attempts(context) {
    const { worker, seed } = context;
    const doors = doorsFor(context);
    const trials = createRandom('fresh credentials', seed)
      .shuffle(worker.freshValues())
      .flatMap((found) => trialsOf(found, doors));
    return inTurns(trials, ({ place }) => place).map(({ request }) => request);
  },
};
