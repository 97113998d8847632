import { covers } from '../../domain/surfaces/covers.ts';
import { compareText } from '../../domain/in-order.ts';
import type { ExaminedEvidence } from '../evidence/examined-evidence.ts';
import { acceptedSurfaces } from '../evidence/acceptances.ts';
import { phaseInWords, reasonOf } from '../evidence/gap.ts';

/**
 * What the deployment's own document names and nobody tried, in words; those new with the update first. What it says
 * to be public is passed over, unless it is new: then nobody has looked yet at what it gives away. What writes is told
 * only where it is new, and functions of the definition do not perform it: what comes of those is looked at everywhere.
 */
export function driftReasons({ plan, history, phase, end }: ExaminedEvidence): string[] {
  if (plan.openApi === undefined) return [];
  const document = `the deployment’s OpenAPI document (${plan.openApi})`;
  const readings = history.facts.filter((fact) => fact.fact === 'document-read');
  const latest = readings.filter((fact) => fact.phase === phase);
  if (!latest.some(({ why }) => why === null)) {
    const why = latest[0]?.why;
    return why === undefined || why === null
      ? [`${document} was not read ${phaseInWords(phase)}`]
      : [`${document} could not be read ${phaseInWords(phase)}: ${reasonOf(why)}`];
  }
  const facts = history.facts.filter((fact) => fact.fact === 'uncovered');
  const readBefore = readings.filter((fact) => fact.phase === 'before-update' && fact.why === null);
  const wasRead = readBefore.length > 0;
  // Versions that recorded only operations with data would make all others look new.
  const wasReadWhole = readBefore.some(({ whole }) => whole === true);
  const before = new Set(
    facts.filter((fact) => fact.phase === 'before-update').map(({ surface }) => surface),
  );
  const isNew = (surface: string) => phase === 'after-update' && wasRead && !before.has(surface);
  const accepted = acceptedSurfaces(plan, 'uncovered', end);
  const open = new Set(
    facts
      .filter((fact) => fact.phase === phase)
      .filter(({ surface, open, dataless, performed }) =>
        dataless === true
          ? wasReadWhole && isNew(surface) && performed !== true
          : open !== true || isNew(surface),
      )
      .map(({ surface }) => surface)
      .filter((surface) => !accepted.some((one) => covers(one, surface))),
  );
  const unperformed = new Set(
    facts
      .filter(({ phase: side, dataless, performed }) => side === phase && dataless && !performed)
      .map(({ surface }) => surface),
  );
  return [...open]
    .toSorted((one, other) => Number(isNew(other)) - Number(isNew(one)) || compareText(one, other))
    .map(
      (surface) =>
        `${surface} is in ${document}, but no surface covers it${isNew(surface) ? ' (new with this update)' : ''}: ${remedyFor(surface, unperformed.has(surface))}`,
    );
}

/** What is tried as others only reads. So what writes can be looked at by a person, or by a probe of the definition. */
function remedyFor(surface: string, isUnperformed: boolean): string {
  // With more accounts, one of them may do what it is for: then it is no reason.
  const why = isUnperformed ? 'no account of this run performed it, and ' : '';
  return surface.startsWith('GET ')
    ? 'add it to surfaces, or admit it in accept'
    : `${why}it is not tried as others, because it may change things: look at it, and admit it in accept`;
}

/** One unreached surface for all operations that no surface is expected to cover, as they write or give no data. */
export function datalessOperations({ plan, history, phase }: ExaminedEvidence): UnreachedInfo[] {
  const names = history.facts.flatMap((fact) =>
    fact.fact === 'uncovered' && fact.dataless === true && fact.phase === phase
      ? [fact.surface]
      : [],
  );
  if (names.length === 0) return [];
  const shown = [...new Set(names)].sort(compareText).slice(0, mostNamed).join(', ');
  const more = names.length > mostNamed ? ` and ${names.length - mostNamed} more` : '';
  return [
    {
      id: `what changes things or gives no data in ${plan.openApi ?? 'the document'} (${names.length})`,
      why: `only what reads is tried as others: ${shown}${more}`,
    },
  ];
}

type UnreachedInfo = { id: string; why: string };

/** Most operations that a report names. */
const mostNamed = 20;
