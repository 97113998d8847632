import { describe, expect, it } from 'vitest';
import { payload, poison } from '../testing/poison.ts';
import { holdingRun } from '../testing/sample-run.ts';
import { inconclusiveRun, violatedRun } from '../testing/samples.ts';
import { annotationsOf } from './annotations.ts';

const places = {
  definition: { file: 'chaperone.config.ts', line: 1 },
  surfaces: { 'GET /api/recordings': { file: 'apps/a,b/openapi.yaml', line: 12 } },
};

describe('annotations for GitHub', () => {
  it('name the surface’s line and the cause, once over all its surfaces', () => {
    const run = violatedRun();
    const [first, ...others] = annotationsOf({ ...run, plan: { ...run.plan, places } });
    expect(first).toMatch(
      /^::error file=apps\/a%2Cb\/openapi.yaml,line=12,title=Nobody lists another’s consultations::patients \(region uk, call audio-then-video\) receive what is others’, /,
    );
    expect(first).toContain(
      ': 30 violations of 3 faults on 3 surfaces%0Ae.g. patient of region uk',
    );
    expect(first).toContain('%0Aalso on GET /replays and ');
    expect(others).toEqual([]);
  });

  it('tell why a run is inconclusive, and nothing of one that holds', () => {
    const run = inconclusiveRun();
    expect(annotationsOf(run)).toEqual(
      run.verdict.reasons.map((reason) => `::error title=Could not be checked::${reason}`),
    );
    const silent = { ...run, verdict: { ...run.verdict, reasons: [] } };
    expect(annotationsOf(silent)).toHaveLength(1);
    expect(annotationsOf(holdingRun())).toEqual([]);
  });

  it('are ten at most, and the last says how many there are', () => {
    const run = inconclusiveRun();
    const told = (number: number) => {
      const reasons = Array.from({ length: number }, (_, index) => `reason ${index}`);
      return annotationsOf({ ...run, verdict: { ...run.verdict, reasons } });
    };
    expect(told(10).at(-1)).toContain('reason 9');
    expect(told(25)).toHaveLength(10);
    expect(told(25).at(-1)).toBe('::error title=Chaperone::and 16 more: see index.html');
  });

  it('stay one command each, whatever a deployment says', () => {
    for (const run of [violatedRun(), inconclusiveRun()]) {
      const poisoned = poison({ ...run, plan: { ...run.plan, places } });
      for (const line of annotationsOf(poisoned)) {
        expect(line).not.toMatch(/[\r\n\u202e]/);
        expect(line).toMatch(/^::error (file=[^:,]*,line=\d+,)?title=[^:,]*::/);
      }
    }
    const reasons = [`%0A::stop-commands::x\n::set-output name=x::${payload}`];
    const run = inconclusiveRun();
    const [line = ''] = annotationsOf({ ...run, verdict: { ...run.verdict, reasons } });
    expect(line).toContain('%250A::stop-commands::x%0A::set-output');
  });
});
