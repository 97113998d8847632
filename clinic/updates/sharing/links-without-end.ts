import { selectShare } from '../../sharing/share.ts';
import type { Share } from '../../sharing/share.ts';
import { tokenHash } from '../../store/ids.ts';
import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';

const byLink = `${selectShare} WHERE s.link_hash = :link`;

/** The link of a share works after the share has ended. In the manner of CWE-613; no incident. */
export const linksWithoutEnd: Update = {
  id: 'links-without-end',
  title: 'Shared links can be bookmarked',
  release: '2020.40+links-without-end',
  notes: 'Whoever you send a link to can bookmark it.',
  story:
    'A link is looked up by itself. Neither its end nor that the patient has ended it is looked at.',
  references: ['CWE-613', 'CWE-285', 'OWASP API1:2023'],
  breaks: [
    {
      invariant: 'no-access-after-revocation',
      viewers: 'whoever has a link that has ended',
      cohort: {},
      surfaces: ['shared'],
    },
  ],
  overrides: (base, clinic) => ({
    ...switchToVideo.overrides(base, clinic),
    findSharedByLink: (token) =>
      clinic.store.get<Share>(byLink, { link: tokenHash(token) }) ?? null,
  }),
};
