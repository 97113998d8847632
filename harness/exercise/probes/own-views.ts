import type { SweepProbe } from './probe.ts';

/**
 * The positive control of all other probes: owners request their own. The sweep repeats this after foreign attempts.
 */
export const ownViews: SweepProbe = {
  id: 'own-views',
  title: 'Everybody’s own, before and after what others try',
  needs: 'accounts with a session',
  disturbs: 'nothing',
  when: 'first',
  attempts: ({ own }) => own,
};
