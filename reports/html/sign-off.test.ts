import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { ReportInput } from '../input.ts';
import { holdingRun } from '../testing/sample-run.ts';
import { violatedRun } from '../testing/samples.ts';
import { reportFiles } from '../write-reports.ts';

const digests = [{ name: 'plan.json', sha256: 'ab'.repeat(32) }];

/** The box as it stands in the report, as text; null where there is none. */
function box(input: ReportInput, narrowed: readonly string[] | null = []): string | null {
  const signing = narrowed === null ? undefined : { narrowed, digests };
  const { files } = reportFiles({ ...input, signing });
  const page = files.find(({ path }) => path === 'index.html')?.content ?? '';
  const verdict = files.find(({ path }) => path === 'verdict.json')?.content ?? '';
  const [found = null] = /<section id="sign-off">[\s\S]*?<\/section>/.exec(page) ?? [];
  const own = createHash('sha256').update(verdict).digest('hex');
  if (found !== null) expect(found).toContain(own);
  return found?.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ') ?? null;
}

describe('the sign-off box', () => {
  it('says of a whole run that holds what is signed, and how', () => {
    const text = box(holdingRun());
    expect(text).toContain('can be signed off');
    expect(text).toContain('1.5.0 of Acme Telehealth (staging) (before: 1.4.2)');
    expect(text).toContain(digests[0]?.sha256);
    expect(text).toContain('sign-off reports/runs/1.5.0-20261122T130900Z --by');
    expect(text).toContain('sign-off.dsse.json --key');
    expect(text).toContain('--release 1.5.0');
    expect(text).not.toContain('--despite');
  });

  it('says what speaks against it: the verdict, and how the run was narrowed', () => {
    const how = 'it left out scenarios (--only)';
    expect(box(holdingRun(), [how])).toContain(`it was narrowed: ${how}`);
    expect(box(holdingRun(), [how])).not.toContain('can be signed off');
    expect(box(violatedRun())).toContain('its verdict is violated');
    expect(box(violatedRun())).toMatch(/--despite .{1,12}reason/);
  });

  it('says the limit that a deployment sets, within which it can be signed off', () => {
    const { files } = reportFiles({
      ...holdingRun(),
      signing: { narrowed: [], limits: ['sweep only'], digests },
    });
    const page = files.find(({ path }) => path === 'index.html')?.content ?? '';
    expect(page).toMatch(/whole within its limit \(sweep only\)[\s\S]*can be signed off/);
  });

  it('is left out where nobody looked', () => {
    expect(box(holdingRun(), null)).toBe(null);
  });
});
