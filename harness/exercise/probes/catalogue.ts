import type { Definition } from '../../deployment/definition.ts';
import { UsageError } from '../../domain/errors.ts';
import { againLater } from './again-later.ts';
import { beyondThePage } from './beyond-the-page.ts';
import { cancel } from './cancel.ts';
import { endedLinks } from './ended-links.ts';
import { endedSessions } from './ended-sessions.ts';
import { foreignIds } from './foreign-ids.ts';
import { foreignWrite } from './foreign-write.ts';
import { formerAccess } from './former-access.ts';
import { freshCredentials } from './fresh-credentials.ts';
import { halfSignIn } from './half-sign-in.ts';
import { herd } from './herd.ts';
import { interleave } from './interleave.ts';
import { lingeringSessions } from './lingering-sessions.ts';
import { links } from './links.ts';
import { listening } from './listening.ts';
import { listeningSignedOut } from './listening-signed-out.ts';
import { methodAndSpelling } from './method-and-spelling.ts';
import { namedAddresses } from './named-addresses.ts';
import { nestedIds } from './nested-ids.ts';
import { othersCookies } from './others-cookies.ts';
import { outbound } from './outbound.ts';
import { ownViews } from './own-views.ts';
import { postAsGet } from './post-as-get.ts';
import { passwordChange } from './password-change.ts';
import type { SweepProbe } from './probe.ts';
import { ranges } from './ranges.ts';
import { removedThings } from './removed-things.ts';
import { renewedAfterSignOut } from './renewed-after-sign-out.ts';
import { sameAddress } from './same-address.ts';
import { sessionFixation } from './session-fixation.ts';
import { shares } from './shares.ts';
import { signOut } from './sign-out.ts';
import { slowReader } from './slow-reader.ts';
import { undisturbedView } from './undisturbed-view.ts';
import { wildcards } from './wildcards.ts';
import { withoutSession } from './without-session.ts';
import { wrongPassword } from './wrong-password.ts';

/** All probes of a sweep but those that run alone: the catalogue and the definition's own. Throws a UsageError when an id is taken. */
export function probesFor({ probes: own = [] }: Pick<Definition, 'probes'>): SweepProbe[] {
  const taken = own.find(({ id }) => [...probes, ...aloneProbes].some((probe) => probe.id === id));
  if (taken !== undefined) {
    throw new UsageError(
      `The definition brings a probe ${taken.id}, and Chaperone has one of that name.`,
      'Give it another id.',
    );
  }
  return [...probes, ...own];
}

/**
 * Probes that tell something only while nothing else of the run is active: no other worker, property or scenario. A sweep
 * of their own comes after all of them, and a gate leaves it out. What they create goes out to third parties, too.
 */
export const aloneProbes: readonly SweepProbe[] = [undisturbedView, againLater, outbound];

/** Chaperone's own probes. Of probes with the same `disturbs`, the earlier in this list runs first. */
const probes: readonly SweepProbe[] = [
  herd,
  shares,
  ownViews,
  foreignIds,
  ranges,
  links,
  withoutSession,
  endedSessions,
  nestedIds,
  beyondThePage,
  wildcards,
  othersCookies,
  methodAndSpelling,
  namedAddresses,
  sameAddress,
  listening,
  slowReader,
  cancel,
  interleave,
  formerAccess,
  removedThings,
  postAsGet,
  foreignWrite,
  outbound,
  signOut,
  halfSignIn,
  wrongPassword,
  listeningSignedOut,
  sessionFixation,
  passwordChange,
  lingeringSessions,
  endedLinks,
  renewedAfterSignOut,
  freshCredentials,
];
