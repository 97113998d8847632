import { createRandom } from '../../accounts/random.ts';
import { traitsOf } from '../../domain/surfaces/surface-traits.ts';
import { changeName } from './choosing/change-name.ts';
import { inTurns } from './choosing/in-turns.ts';
import type { SweepProbe } from './probe.ts';

/**
 * Requests an account's own with a cookie of another's that says what that one saw or chose: an id in a cookie is as easily
 * changed as one in an address. What is or may be a session's credential is never sent.
 */
export const othersCookies: SweepProbe = {
  id: 'others-cookies',
  title: 'One’s own, with a cookie that says what another saw or chose',
  needs: 'a cookie that answers give after the sign-in, which another account was given otherwise',
  disturbs: 'nothing',
  carriesOver: true,
  budgeted: true,
  async *attempts({ shown, seed, worker }) {
    const named = createRandom('others’ cookies', seed)
      .shuffle(shown)
      .filter(({ surface }) => traitsOf(surface).repeatable && surface.unattributed === undefined)
      .flatMap((request) =>
        request.session === null
          ? []
          : worker.othersCookies(request.session).map((cookie) => ({
              ...request,
              cookie,
              change: { name: changeName(`others-cookie-${cookie.name}`), hidesQuery: true },
            })),
      );
    yield inTurns(named, ({ surface, change }) => `${surface.id} ${change.name}`);
  },
};
