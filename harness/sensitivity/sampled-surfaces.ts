import type { AccountId } from '../domain/account.ts';
import type { Replaying } from '../exercise/worker/worker.ts';
import type { KeptSamples } from './choose-cells.ts';
import { isImpersonal } from './is-impersonal.ts';
import { plantSurface } from './plant-surface.ts';
import type { Excepted, Plantings } from './plant-surface.ts';
import { inAnswers } from './planters/in-answers.ts';
import { inMessages } from './planters/in-messages.ts';

/** A surface of which samples were kept. */
export type Sampled = {
  surface: string;
  /** The accounts who were granted something of their own. */
  owners: readonly AccountId[];
  /** Bytes of its samples. */
  bytes: number;
  /** Plants in its samples. */
  plant: (excepted: Excepted) => Promise<Plantings>;
  /** Why its samples show something of nobody; null where they may. */
  impersonal: () => string | null;
};

/** All surfaces of which a worker kept samples; those that take longest come last. */
export function sampledSurfaces(worker: Replaying): Sampled[] {
  const sampled = [
    ...[...worker.samples].map(([surface, samples]) => ({
      surface,
      owners: [...samples.own.keys()],
      bytes: sizeOf(samples, ({ answers }) => answers.map(({ body }) => body)),
      plant: (excepted: Excepted) => plantSurface(inAnswers(worker, samples), excepted),
      impersonal: () => (isImpersonal(samples) ? 'every owner was answered the same' : null),
    })),
    ...[...worker.connectionSamples].map(([surface, samples]) => ({
      surface,
      owners: [...samples.own.keys()],
      bytes: sizeOf(samples, ({ messages }) => messages.map(({ content }) => content)),
      plant: (excepted: Excepted) => plantSurface(inMessages(worker, samples), excepted),
      // An owner has received what they themselves did.
      impersonal: () => null,
    })),
  ];
  return sampled.toSorted((a, b) => a.bytes - b.bytes);
}

function sizeOf<Of>({ own }: KeptSamples<Of>, bodiesOf: (one: Of) => readonly Buffer[]): number {
  const bodies = [...own.values()].flat().flatMap(bodiesOf);
  return bodies.reduce((sum, { length }) => sum + length, 0);
}
