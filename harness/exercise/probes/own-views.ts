import type { SweepProbe } from './probe.ts';

/** The positive control of all else: the sweep makes these attempts again after what others try. */
export const ownViews: SweepProbe = {
  id: 'own-views',
  title: 'Everybody’s own, before and after what others try',
  needs: 'accounts with a session',
  disturbs: 'nothing',
  when: 'first',
  attempts: ({ own }) => own,
};
