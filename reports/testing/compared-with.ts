import type { SinceBaseline } from '../../harness/domain/verdict/since-baseline.ts';

/** What a verdict says of a baseline of which this run saw nothing, and nothing else either. */
export const comparedWith: NonNullable<SinceBaseline> = {
  file: 'chaperone.baseline.json',
  deployment: 'Sample clinic',
  release: '2020.5',
  new: [],
  persisting: [],
  fixed: [],
  notLookedAt: [],
  newSurfaces: [],
};
