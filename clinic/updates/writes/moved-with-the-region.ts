import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';

const move = 'UPDATE accounts SET address = :address WHERE region = :region';

/** Who changes their address changes that of many. In the manner of CWE-840; no incident. */
export const movedWithTheRegion: Update = {
  id: 'moved-with-the-region',
  title: 'Letters find you after a move',
  release: '2020.7+moved-with-the-region',
  notes: 'Change your address once, and all your letters go there.',
  story:
    'Letters are addressed by region, so the new address is written there, too: to everybody who lives in it.',
  references: ['CWE-840', 'CWE-639', 'OWASP API1:2023'],
  breaks: [
    {
      invariant: 'no-tampering',
      viewers: 'whoever changes their address',
      cohort: {},
      surfaces: ['me'],
    },
  ],
  // Everybody of the region is shown the address of whoever moved last, and so are their pharmacies.
  mayBreak: ['no-foreign-reading', 'no-access-after-revocation', 'outbound-to-the-right-party'],
  overrides: (base, clinic) => ({
    ...switchToVideo.overrides(base, clinic),
    changeOwnAccount: async (viewer, changes) => {
      const changed = await base.changeOwnAccount(viewer, changes);
      const { address = null } = changes;
      const { region } = viewer.account;
      if (address !== null && region !== null) clinic.store.run(move, { address, region });
      return changed;
    },
  }),
};
