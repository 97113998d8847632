import type { AccountId } from '../domain/accounts/account.ts';
import type { Replaying } from '../exercise/worker/worker.ts';
import type { KeptSamples } from '../exercise/attempt/kept-samples.ts';
import { isImpersonal } from './is-impersonal.ts';
import { plantSurface } from './plant-surface.ts';
import type { Excepted, Plantings } from './plant-surface.ts';
import { inAnswers } from './planters/in-answers.ts';
import { inPages } from './planters/in-pages.ts';
import { inMessages } from './planters/in-messages.ts';

/** A surface of which samples were kept. */
export type Sampled = {
  surface: string;
  /** The accounts who were granted something of their own. */
  owners: readonly AccountId[];
  /** Fewest owners with whom leaks are planted. */
  fewest: number;
  /** Bytes of its samples. */
  bytes: number;
  /** Plants in its samples. */
  plant: (excepted: Excepted) => Promise<Plantings>;
  /** Why its samples show something of nobody; null where they may. */
  impersonal: () => string | null;
};

/** Bytes of samples from which a surface takes its turn after the others. */
const manyBytes = 2 * 1024 * 1024;

/** All surfaces of which a worker kept samples; those that take longest come last. */
export function sampledSurfaces(worker: Replaying): Sampled[] {
  const sampled = [
    ...[...worker.samples].map(([surface, samples]) => ({
      surface,
      owners: [...samples.own.keys()],
      fewest: 2,
      bytes: sizeOf(samples, ({ answers }) => answers.map(({ body }) => body)),
      plant: (excepted: Excepted) => plantSurface(inAnswers(worker, samples), excepted),
      impersonal: () => (isImpersonal(samples) ? 'every owner was answered the same' : null),
    })),
    ...[...worker.connectionSamples].map(([surface, samples]) => ({
      surface,
      owners: [...samples.own.keys()],
      fewest: 2,
      bytes: sizeOf(samples, ({ messages }) => messages.map(({ content }) => content)),
      plant: (excepted: Excepted) => plantSurface(inMessages(worker, samples), excepted),
      // An owner has received what they themselves did.
      impersonal: () => null,
    })),
    ...[...worker.pageSamples].map(([surface, samples]) => ({
      surface,
      owners: [...samples.own.keys()],
      // A scenario has one patient look at what another tries to reach.
      fewest: 1,
      bytes: sizeOf(samples, ({ observation }) =>
        observation.received.map(({ content }) => content),
      ),
      plant: (excepted: Excepted) => plantSurface(inPages(worker, samples), excepted),
      impersonal: () => null,
    })),
  ];
  return sampled.toSorted((a, b) => Number(a.bytes > manyBytes) - Number(b.bytes > manyBytes));
}

function sizeOf<Of>(
  { own }: KeptSamples<Of>,
  bodiesOf: (one: Of) => readonly { length: number }[],
): number {
  const bodies = [...own.values()].flat().flatMap(bodiesOf);
  return bodies.reduce((sum, { length }) => sum + length, 0);
}
