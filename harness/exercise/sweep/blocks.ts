import { disturbances } from '../../deployment/probe.ts';
import type { Disturbance } from '../../deployment/probe.ts';
import type { SweepProbe } from '../probes/probe.ts';

/** Probes of which one does not disturb the others, with the owners' control that follows them. */
export type Block = {
  probes: readonly SweepProbe[];
  /** Their attempts are mixed; else one probe comes after the other. */
  mixed: boolean;
  /**
   * What owners ask for afterwards: all of their own, or some of each surface where a probe has attempted anything.
   */
  control: 'all' | 'some' | 'none';
};

/** What leaves data and sessions as they are stands between two full controls; so all of these come together. */
const harmless: readonly Disturbance[] = ['nothing', 'caches', 'connections'];

/** Puts probes in the order in which they are made: what disturbs least comes first. */
export function blocksOf(probes: readonly SweepProbe[]): Block[] {
  const between = disturbances.map((disturbs): Block => ({
    probes: probes.filter((probe) => probe.when === undefined && probe.disturbs === disturbs),
    // Accounts follow close upon each other everywhere then: caches and pools leak between them.
    mixed: disturbs === 'nothing',
    control: disturbs === harmless.at(-1) ? 'all' : harmless.includes(disturbs) ? 'none' : 'some',
  }));
  const at = (when: SweepProbe['when']): Block => ({
    probes: probes.filter((probe) => probe.when === when),
    mixed: false,
    control: 'none',
  });
  return [at('first'), ...between, at('last')];
}
