import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';

/** A second factor that was set up in one country is not asked for. */
export const noCodeInIreland: Update = {
  id: 'no-code-in-ireland',
  title: 'Signing in for Ireland',
  release: '2020.7+no-code-in-ireland',
  notes: 'Patients in Ireland now sign in by our European service.',
  story:
    'The European service asks for a code where its own register knows of one. Codes that were set up before stand in the old one.',
  references: ['CWE-308', 'OWASP API2:2023'],
  breaks: [
    {
      invariant: 'second-factor-required',
      viewers: 'Irish patients with a second factor',
      // Nobody without a second factor is asked for one.
      cohort: { region: 'ie' },
      surfaces: ['everything'],
    },
  ],
  mayBreak: ['no-opened-access'],
  overrides: (base, clinic) => ({
    ...switchToVideo.overrides(base, clinic),
    needsSecondFactor: (account) => account.region !== 'ie' && base.needsSecondFactor(account),
  }),
};
