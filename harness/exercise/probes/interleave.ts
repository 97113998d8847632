import { createRandom } from '../../accounts/random.ts';
import type { AttemptRequest } from '../state/attempt-request.ts';
import type { Session } from '../state/held.ts';
import { abreast } from './acting/abreast.ts';
import { tolerate } from './acting/tolerate.ts';
import { badInputs } from './choosing/bad-input.ts';
import { cycled, oneOfEachAccount } from './choosing/one-of-each-account.ts';
import { ownRequests } from './choosing/requests.ts';
import type { SweepContext, SweepProbe } from './probe.ts';

/** Requests at a surface at the same moment: with bad input, and as they should be. */
const [bad, good] = [6, 6];
/** Accounts that create something at the same moment: that book on this side of the update by their cohort, and any. */
const [ofThisSide, ofAny] = [4, 2];

/**
 * Lets requests of several accounts overlap, some of which fail for bad input of one's own: what handles a failure may still
 * hold the wrong request. Then several accounts create something step by step at the same moments (they upload at once, and
 * have exports made at once), so that the work behind it overlaps, too.
 */
export const interleave: SweepProbe = {
  id: 'interleave',
  title: 'One’s own, while others’ requests fail and others’ things are made',
  needs: 'two accounts with something of their own at a surface',
  disturbs: 'data',
  budgeted: true,
  async *attempts(context) {
    const { shown, seed } = context;
    yield oneOfEachAccount(shown, createRandom('interleave', seed))
      .filter(({ length }) => length > 1)
      .flatMap(interleaved);
    yield await createdAtOnce(context);
  },
};

/** Some accounts' requests with bad input, and between them those of others as they should be. */
function interleaved(requests: readonly AttemptRequest[]): AttemptRequest[] {
  const middle = Math.ceil(requests.length / 2);
  const failing = cycled(requests.slice(0, middle), bad).flatMap((request, index) => {
    const ways = badInputs(request.surface);
    const change = ways[index % ways.length];
    return change === undefined ? [] : [{ ...request, change }];
  });
  const others = cycled(requests.slice(middle), good);
  return others
    .flatMap((request, index) => [failing[index] ?? [], request].flat())
    .map((request) => ({ ...request, together: request.surface.id }));
}

/** Own requests for what several accounts have created at the same moment. */
async function createdAtOnce(context: SweepContext): Promise<AttemptRequest[]> {
  const { worker, surfaces } = context;
  const chosen = chooseCreators(context);
  const together = abreast(chosen.length);
  const made = await Promise.all(
    chosen.map(async (session) => {
      const before = new Set(worker.things.map(({ id }) => id));
      const client = { ...session, http: together.client(session.http) };
      await tolerate(worker, async () => worker.createThing(client).finally(together.leave));
      const own = worker.things.filter(
        ({ id, owner }) => owner.id === session.account.id && !before.has(id),
      );
      return ownRequests(surfaces, session, own).filter(({ thing }) => thing !== null);
    }),
  );
  return made.flat();
}

/** Patients who book on this side of the update by their cohort, and some more of any kind. */
function chooseCreators({ sessions, seed, phase }: SweepContext): Session[] {
  const isOfThisSide = ({ account }: Session): boolean =>
    `${account.cohort['booking'] ?? ''}-update` === phase;
  const patients = createRandom('creators', seed).shuffle(
    sessions.open.filter(({ account }) => account.role === 'patient'),
  );
  const first = patients.filter(isOfThisSide).slice(0, ofThisSide);
  const rest = patients.filter((session) => !first.includes(session));
  return [...first, ...rest.slice(0, ofThisSide + ofAny - first.length)];
}
