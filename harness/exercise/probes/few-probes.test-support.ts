import type { Definition } from '../../deployment/definition.ts';
import { probesFor } from './catalogue.ts';
import type { SweepProbe } from './probe.ts';

/**
 * What finds only what caches and concurrency mix up. A small server that has neither answers these as it answers
 * anything else, which takes half as long again.
 */
const mixing = ['herd', 'same-address', 'slow-reader', 'cancel', 'interleave'];

/** The probes of a sweep without those that look for what is mixed up: these have tests of their own. */
export function fewProbes(definition: Pick<Definition, 'probes'>): SweepProbe[] {
  return probesFor(definition).filter(({ id }) => !mixing.includes(id));
}
