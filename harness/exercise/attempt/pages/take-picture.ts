import { setTimeout as sleep } from 'node:timers/promises';
import { writeToken } from '../../../canaries/token.ts';
import { accountId } from '../../../domain/accounts/account.ts';
import type { Attempt } from '../../../domain/attempts/attempt.ts';
import type { TokenContent } from '../../../domain/attempts/sighting.ts';
import type { Session } from '../../state/held.ts';
import type { Holder } from '../../state/holdings.ts';
import type { PictureStore } from '../../state/picture-store.ts';
import type { RunIdentity } from '../../state/run-identity.ts';
import type { Observation } from './observation.ts';

/** Longest that a run waits for a picture (milliseconds): the first one has the browser open a page of ours, too. */
const patience = 3_000;

/** The role of a worker that keeps pictures of pages. */
export type PictureKeeping = { readonly pictures: PictureStore };

/**
 * Takes a picture of the page on which a token of another patient's stands, and keeps it: its name, or undefined where
 * there is none. Never rejects: an attempt is as good without it.
 */
export async function takePicture(
  worker: Pick<RunIdentity, 'plan'> & Holder & PictureKeeping,
  { session, picture, surface }: Observation,
  { id, sightings }: Attempt,
): Promise<string | undefined> {
  const { pictures } = worker;
  // A page that shows somebody's credential may show it in that row.
  if (picture === undefined || sightings.some(({ kind }) => kind === 'credential'))
    return undefined;
  const texts = sightings.flatMap((sighting) =>
    sighting.kind === 'token' && isForeign(worker, session, sighting.token)
      ? [writeToken(sighting.token)]
      : [],
  );
  if (texts.length === 0 || !pictures.hasRoom(surface)) return undefined;
  const over = new AbortController();
  const late = sleep(patience, 'late' as const, { signal: over.signal }).catch(() => null);
  const taken = await Promise.race([picture([...new Set(texts)]).catch(() => null), late]);
  over.abort();
  if (taken === 'late') pictures.stop();
  return taken === null || taken === 'late'
    ? undefined
    : pictures.keep(taken, { attempt: id, surface });
}

/** Whether a patient (or nobody) is shown what is another patient's and was not shared: judging decides, this only saves pictures. */
function isForeign(
  { plan, holdings }: Pick<RunIdentity, 'plan'> & Holder,
  session: Session | null,
  { run, account }: TokenContent,
): boolean {
  const viewer = session?.account;
  if (viewer !== undefined && viewer.role !== 'patient') return false;
  if (run !== plan.run) return true;
  const owner = holdings.accounts.get(accountId(account));
  if (account === viewer?.number || (owner !== undefined && owner.role !== 'patient')) return false;
  const shares = [...holdings.shares.values()];
  return !shares.some(({ thing, to }) => thing.owner.number === account && to.id === viewer?.id);
}
