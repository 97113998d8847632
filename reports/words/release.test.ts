import { describe, expect, it } from 'vitest';
import { indexHtml } from '../html/page.ts';
import { incidentOf } from '../incident/incident.ts';
import { incidentMarkdown } from '../incident/markdown.ts';
import type { ReportInput } from '../input.ts';
import { summaryMarkdown } from '../summary.ts';
import { renderTerminal } from '../terminal.ts';
import { violatedRun } from '../testing/samples.ts';
import { releasePair, updateNotes } from './release.ts';

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

describe('an update that leaves the release as it is', () => {
  const sameRelease = 'cache TTL 60 to 300';
  const same: ReportInput = {
    ...told('1', '1'),
    verdict: { ...run.verdict, releaseBefore: '1', release: '1', sameRelease },
    plan: { ...run.plan, update: { expected: true, name: null, sameRelease } },
    signing: { narrowed: [], digests: [] },
  };
  const incident = incidentOf(same);
  const reports = {
    terminal: renderTerminal(same, { colour: false, width: 400, folder: 'runs/x' }),
    summary: summaryMarkdown(same),
    incident: incident && incidentMarkdown(incident),
    page: indexHtml(same, new Map()),
  };

  it.each(Object.entries(reports))('is told in the %s by what it changed', (_, text) => {
    expect(text).toContain(
      `The update was to leave the release as it is, and to change this: ${sameRelease}.`,
    );
  });

  it('is called by what it changed, and by no release', () => {
    expect(reports.terminal).toContain(`the update (${sameRelease})`);
    expect(reports.terminal).not.toContain('the update to 1');
    expect(reports.page).toMatch(/<dt>The update changed<\/dt>\s*<dd>cache TTL 60 to 300<\/dd>/);
    expect(reports.page.slice(0, reports.page.indexOf('<main'))).toMatch(
      /<dt>Update<\/dt>\s*<dd>cache TTL 60 to 300<\/dd>/,
    );
  });
});

describe('a release in parts', () => {
  const parts = (releaseParts: ReportInput['verdict']['releaseParts'], before: string | null) => {
    const input = told(before, 'build 7');
    return updateNotes({ ...input, verdict: { ...input.verdict, releaseParts } });
  };
  const build = { part: 'build', before: '7', after: '7' };

  it('is told by those that changed, and those that did not', () => {
    const flags = { part: 'flags', before: null, after: 'b' };
    expect(parts([build, { ...build, part: 'configuration', after: '8' }, flags], 'x')).toEqual([
      'Parts of the release that changed: configuration (7 → 8) and flags (not told → b); the same as before: build.',
    ]);
    expect(parts([flags], 'x')).toEqual([
      'Parts of the release that changed: flags (not told → b).',
    ]);
  });

  it('is not told as changed where nothing is known from before, or nothing changed', () => {
    expect(parts([{ ...build, before: null }], null)).toEqual([]);
    expect(parts([build], 'x')).toEqual([]);
    expect(parts(undefined, 'x')).toEqual([]);
  });
});
