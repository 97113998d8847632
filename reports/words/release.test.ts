import { describe, expect, it } from 'vitest';
import { indexHtml } from '../html/page.ts';
import type { ReportInput } from '../input.ts';
import { summaryMarkdown } from '../summary.ts';
import { renderTerminal } from '../terminal.ts';
import { violatedRun } from '../testing/samples.ts';
import { releasePair } from './release.ts';

const run = violatedRun();
const told = (releaseBefore: string | null, release: string | null): ReportInput => ({
  ...run,
  verdict: { ...run.verdict, releaseBefore, release },
});

describe('a release', () => {
  it.each([
    ['1.4.2', '1.4.2'],
    ['{"version":"2.1"}', '2.1'],
    ['{"status":"ok","app":{"Version":"2.1","build":7}}', '2.1'],
    ['{"status":"ok","build":{"commit":"4f3a"}}', '4f3a'],
    ['{"status":"ok","up":3}', 'status ok, up 3'],
    ['2.1', '2.1'],
    ['[]', '[]'],
    ['a\n b', 'a b'],
    ['x'.repeat(80), `${'x'.repeat(59)}…`],
    [null, 'unreadable'],
  ])('%j is called %s', (release, name) => {
    expect(releasePair(told(null, release)).after).toBe(name);
  });

  it('is told by all of its fields where its name tells no difference', () => {
    const pair = releasePair(told('{"version":"2","build":"a"}', '{"version":"2","build":"b"}'));
    expect(pair).toEqual({ before: 'version 2, build a', after: 'version 2, build b' });
  });

  it('is called by its name, with what the deployment said once', () => {
    const input = told('{"version":"2.0"}', '{"version":"2.1"}');
    const page = indexHtml(input, new Map());
    const summary = summaryMarkdown(input);
    const terminal = renderTerminal(input, { colour: false, width: 400, folder: 'runs/x' });
    expect(terminal).toContain('release 2.0 → 2.1');
    expect(terminal).not.toContain('{"version"');
    const raw = '{"version":"2.0"} → {"version":"2.1"}';
    expect(summary.split(raw)).toHaveLength(2);
    expect(page.replaceAll('&quot;', '"').split(raw)).toHaveLength(2);
    expect(summary.split('{"version"')).toHaveLength(3);
  });
});
