import { disturbances, harmless } from '../../deployment/probe.ts';
import type { SweepProbe } from '../probes/probe.ts';

/** Probes with the same disturbance, and the positive control that follows them. */
export type Block = {
  probes: readonly SweepProbe[];
  /** Probes that run at the same time, because they wait much. */
  beside: readonly SweepProbe[];
  /** If true, the attempts of all probes are shuffled together; otherwise the probes run one after another. */
  mixed: boolean;
  /**
   * What owners request afterwards. `all`: everything of their own. `some`: a few requests of each surface, if a probe
   * of the block made any attempt.
   */
  control: 'all' | 'some' | 'none';
};

/**
 * Orders probes into blocks: those that disturb least run first. Probes that change neither data nor sessions run between
 * two full controls.
 */
export function blocksOf(probes: readonly SweepProbe[]): Block[] {
  const between = disturbances.map((disturbs): Block => ({
    probes: probes.filter((probe) => probe.when === undefined && probe.disturbs === disturbs),
    beside: disturbs === 'nothing' ? probes.filter(({ when }) => when === 'beside') : [],
    // In a mixed order, requests of different accounts follow each other closely, so that caches and pools may leak.
    mixed: disturbs === 'nothing',
    control: disturbs === harmless.at(-1) ? 'all' : harmless.includes(disturbs) ? 'none' : 'some',
  }));
  const at = (when: SweepProbe['when']): Block => ({
    probes: probes.filter((probe) => probe.when === when),
    beside: [],
    mixed: false,
    control: 'none',
  });
  return [at('first'), ...between, at('last')];
}
