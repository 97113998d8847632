import type { Judged } from './case.ts';

/** A run in which an invariant was found to be broken for patients in the UK, by one probe; with some things changed. */
export function judgedRun(changes: Partial<Judged> = {}): Judged {
  return {
    asked: { update: 'leaky', seed: 1, thorough: false, parts: ['sweep'] },
    verdict: 'violated',
    reasons: [],
    broken: [{ invariant: 'no-foreign-reading', viewers: [{ region: 'uk', client: 'app' }] }],
    sources: [{ by: 'foreign-ids', without: [] }],
    headline: {
      title: 'patients receive what is others’',
      viewers: { region: 'uk' },
      owners: {},
      invariants: ['no-foreign-reading'],
    },
    first: { attempts: 120, seconds: 1.2 },
    attempts: 7000,
    seconds: 20,
    ...changes,
  };
}

/** An update that declares what `judgedRun` found. */
export const leaky = {
  id: 'leaky',
  title: 'Faster reading',
  release: '9',
  notes: 'Reading is faster.',
  breaks: [
    {
      invariant: 'no-foreign-reading',
      viewers: 'patients in the UK',
      cohort: { region: 'uk' },
      surfaces: ['consultation'],
    },
  ],
  overrides: () => ({}),
};

/** An update that breaks nothing. */
export const harmless = { ...leaky, id: 'harmless', breaks: [] };
