import { freshCredential } from '../../../domain/attempts/fresh-credential.ts';
import { traitsOf } from '../../../domain/surfaces/surface-traits.ts';
import type { AskedSurface } from '../../../deployment/surfaces/surface.ts';
import { accountsIn } from '../../attempt/fresh-trial.ts';
import type { FreshPlace } from '../../attempt/reading/fresh-values-of.ts';
import type { AttemptRequest } from '../../state/attempt-request.ts';
import type { SweepContext } from '../probe.ts';

/** A surface at which a credential shows whose it is: the accounts that each account's own answers name. */
type Door = {
  surface: AskedSurface;
  origin: string;
  views: Map<string, ReadonlySet<string>>;
};

/** Most values of one place that are tried, and most surfaces of an origin at which each is. */
const [mostValues, mostDoors] = [3, 2];

/** The surfaces without ids whose own answers name the viewer, and that refuse whoever has no session. */
export function doorsFor({ worker, surfaces, outcomeOf }: SweepContext): Door[] {
  const { recorded, plan, phase, definition } = worker;
  const granted = recorded.attempts.filter(
    ({ outcome, variant, sessionState, phase: then }) =>
      outcome === 'granted' && variant === 'plain' && sessionState === 'open' && then === phase,
  );
  const bySurface = Map.groupBy(granted, ({ surface }) => surface);
  return surfaces
    .filter((surface) => surface.needs.length === 0 && traitsOf(surface).repeatable)
    .filter((surface) => {
      const outcome = outcomeOf({ session: null, surface, thing: null });
      return outcome === 'denied' || outcome === 'concealed';
    })
    .flatMap((surface): Door[] => {
      const views = new Map(
        (bySurface.get(surface.id) ?? [])
          .map(({ viewer, sightings }) => [viewer, accountsIn(sightings, plan.run)] as const)
          .filter(([viewer, named]) => named.has(viewer)),
      );
      const { origin } = new URL(surface.path.replace(/[{}]/g, ''), definition.url ?? plan.url);
      return views.size < 2 ? [] : [{ surface, origin, views }];
    });
}

/** The requests with the values of a place. What more than one account was given comes first. */
export function trialsOf(
  { place, values, carriers, companies }: FreshPlace,
  doors: readonly Door[],
): { place: string; request: AttemptRequest }[] {
  return values.slice(0, mostValues).flatMap(({ value, origin, holders }) => {
    const [first] = holders.values();
    if (first === undefined) return [];
    const there = doors.filter((door) => door.origin === origin).slice(0, mostDoors);
    return there.flatMap(({ surface, views }) =>
      carriers.flatMap((carrier) =>
        companies.map((company) => ({
          place,
          request: {
            session: first.session,
            surface,
            thing: null,
            carried: { carrier, value, company },
            fresh: { holders, views },
            change: { name: freshCredential, headers: {} },
          },
        })),
      ),
    );
  });
}
