import { compareText } from '../../../domain/in-order.ts';
import { timeWasOver } from '../../../domain/verdict/planted.ts';
import type { PlantedCell, PlantedLeak } from '../../../domain/verdict/planted.ts';
import type { BlindSpot, Sensitivity } from '../../../domain/verdict/sensitivity.ts';
import type { Gives, SurfaceInfo } from '../../../domain/surfaces/surface.ts';
import { acceptedSurfaces } from '../../evidence/acceptances.ts';
import type { ExaminedEvidence } from '../../evidence/examined-evidence.ts';
import type { Gap } from '../../evidence/gap.ts';

type Recorded = Pick<ExaminedEvidence, 'history' | 'plan' | 'end'>;

/** Whether a leak would have been noticed, by surface; null where none was planted. */
export function sensitivityOf(evidence: Recorded): Sensitivity {
  const planted = plantedIn(evidence);
  if (planted.length === 0) return null;
  const accepted = new Set(acceptedSurfaces(evidence.plan, 'blind', evidence.end));
  const late = planted.filter(({ result, why }) => result === 'unplanted' && why === timeWasOver);
  const cut = new Set(late.map(({ surface }) => surface));
  const bySurface = Map.groupBy(
    planted.filter(({ result }) => result !== 'unplanted'),
    ({ surface }) => surface,
  );
  const surfaces = [...bySurface.keys()].sort(compareText).map((surface) => {
    const here = bySurface.get(surface) ?? [];
    const [first] = here;
    return {
      surface,
      ...countsOf(here),
      blind: blindSpots(
        here,
        evidence.plan.surfaces.find(({ id }) => id === surface),
      ),
      impersonal: first?.result === 'impersonal' ? first.why : null,
      cut: cut.has(surface) ? timeWasOver : null,
      accepted: accepted.has(surface),
    };
  });
  const whyUntried = untriedOf(evidence, planted);
  return {
    ...countsOf(planted),
    blind: planted.filter(isPassing).length,
    surfaces,
    untried: whyUntried.map(({ surface }) => surface),
    whyUntried,
  };
}

/** Surfaces on which nothing was planted: those of the plan, and pages that browsers showed. */
function untriedOf(
  { plan, history }: Recorded,
  planted: readonly PlantedLeak[],
): { surface: string; why: string }[] {
  // A page is shown in several processes, of which each tells what it planted.
  const tried = new Set(planted.flatMap(({ leak, surface }) => (leak === 'none' ? [] : [surface])));
  const impersonal = planted.filter(({ result }) => result === 'impersonal');
  for (const { surface } of impersonal) tried.add(surface);
  const reasons = new Map(planted.map(({ surface, why }) => [surface, why]));
  const pages = history.attempts.filter(({ variant }) => variant === 'shown');
  const why = new Map([
    ...pages.map(({ surface }) => [surface, 'it is a page as a browser showed it'] as const),
    ...plan.surfaces.map(({ id }) => [id, tooFew] as const),
  ]);
  return [...why]
    .filter(([surface]) => !tried.has(surface))
    .map(([surface, usual]) => ({ surface, why: reasons.get(surface) ?? usual }))
    .sort((a, b) => compareText(a.surface, b.surface));
}

/** Histories of earlier versions do not tell which. */
const tooFew = 'too few owners were granted anything there, or time was over';

/** A leak that was planted, and passed. */
const isPassing = ({ result, leak }: PlantedLeak): boolean => result === 'blind' && leak !== 'none';

function countsOf(planted: readonly PlantedLeak[]) {
  const count = (wanted: string): number =>
    planted.filter(({ result }) => result === wanted).length;
  return {
    planted: planted.filter(({ leak }) => leak !== 'none').length,
    noticed: count('noticed'),
    unclear: count('unclear'),
  };
}

/** The kinds of leaks that passed on a surface, each once: if one of a kind passes, others of it may. */
function blindSpots(
  planted: readonly PlantedLeak[],
  surface: SurfaceInfo | undefined,
): BlindSpot[] {
  const blind = planted.filter(({ result }) => result === 'blind');
  return [...Map.groupBy(blind, ({ leak }) => leak).values()].flatMap(([first]) =>
    first === undefined ? [] : [{ ...pick(first), remedy: remedyOf(first, surface) }],
  );
}

const pick = ({ leak, title, weight }: PlantedLeak) => ({ leak, title, weight });

/** What to do where a leak of such weight, in such a cell, would pass. It names options that the surface has. */
function remedyOf(
  { leak, weight, cell, why }: PlantedLeak,
  surface: SurfaceInfo | undefined,
): string {
  const isMedia = surface?.gives === 'stream';
  const isImported = surface?.imported === true;
  const admit = "or admit it (`accept`, `what: 'blind'`)";
  if (leak === 'none') return `${why}: let what is created for the run be small, ${admit}`;
  // What an import wrote takes no options.
  const also = isMedia || isImported ? admit : 'or say `unattributed` if it is for everybody';
  if (why !== '')
    return `${why}: look at what the surface answers two owners, and describe it by hand, ${admit}`;
  if (weight === 'own')
    return surface?.shows === undefined
      ? `${isImported ? 'write the list by hand (`except` leaves it out of the import) and ' : ''}say by \`shows\` what the list shows of each thing, ${admit}`
      : 'what `shows` names stood elsewhere in the answer, too: say by `items` where the rows are';
  const mark = isMedia
    ? 'send a file of `media`, which carries a token'
    : 'plant a token in one of its fields';
  if (cell !== 'own' && cell !== 'foreign')
    return `nothing in this answer tells that it is somebody’s: ${mark}, ${also}`;
  const said =
    weight === 'whole'
      ? 'nothing in this answer names its owner'
      : 'what was planted names nobody (no token, and no id that the run knows and that is long enough)';
  // A file holds no ids, but what stands around it may.
  const id = isMedia && weight === 'whole' ? '' : ', return by `create` the ids that stand in it';
  return `${said}: ${mark}${id}, ${also}`;
}

/**
 * Surfaces on which another's row or whole answer would pass.
 * @param cells where it would: those that an invariant is about
 * @param gives the kinds of surfaces that it is about. Default: all
 */
export function blindGaps(
  evidence: Recorded & Pick<ExaminedEvidence, 'attempts'>,
  cells: readonly PlantedCell[],
  gives?: readonly Gives[],
): Gap[] {
  const { plan, end } = evidence;
  const accepted = new Set(acceptedSurfaces(plan, 'blind', end));
  const pages = evidence.attempts.flatMap(({ attempt, surface }) =>
    attempt.variant === 'shown' ? [surface] : [],
  );
  const judged = [...plan.surfaces, ...pages].filter(
    (surface) => !accepted.has(surface.id) && (gives?.includes(surface.gives) ?? true),
  );
  const described = new Map(judged.map((surface) => [surface.id, surface]));
  return plantedIn(evidence)
    .filter(({ result, weight }) => result === 'blind' && weight === 'whole')
    .filter(({ surface, cell }) => cells.includes(cell) && described.has(surface))
    .map((one) => ({
      surface: one.surface,
      who: null,
      why:
        one.leak === 'none'
          ? `no leak could be planted there: ${remedyOf(one, described.get(one.surface))}`
          : `a planted leak would pass (${one.title}): ${remedyOf(one, described.get(one.surface))}`,
    }));
}

function plantedIn({ history }: Recorded): PlantedLeak[] {
  return history.facts.filter((fact) => fact.fact === 'leak-planted');
}
