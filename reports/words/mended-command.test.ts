import { expect, it } from 'vitest';
import { incidentOf } from '../incident/incident.ts';
import { incidentMarkdown } from '../incident/markdown.ts';
import { indexHtml } from '../html/page.ts';
import { renderTerminal } from '../terminal.ts';
import { holdingRun } from '../testing/sample-run.ts';
import { sampleCase, withCases } from '../testing/samples.ts';

const holding = holdingRun();
// A deployment that is started anew can be asked as before its update.
const input = { ...holding, plan: { ...holding.plan, embedded: true } };
const leak = {
  viewer: 'a5',
  owners: [2],
  surface: 'GET /api/recordings',
  invariant: 'no-foreign-listing',
  what: 'recording title',
  where: '$.items[0].title',
};
const byProperty = sampleCase(input, { ...leak, more: { probe: null, id: 'bypropertyfound' } });
const inBrowser = sampleCase(input, {
  ...leak,
  more: { probe: 'own-views', channel: 'browser', id: 'seeninabrowser' },
});
const byProbe = sampleCase(input, {
  ...leak,
  viewer: 'a8',
  more: { probe: 'own-views', id: 'aprobefoundthis' },
});

function reportsOf(cases: Parameters<typeof withCases>[1]): string[] {
  const run = withCases(input, cases);
  const incident = incidentOf(run);
  if (incident === null) throw new Error('the run is violated');
  const terminal = renderTerminal(run, { colour: false, width: 100, folder: 'reports/runs/x' });
  return [terminal, indexHtml(run, new Map()), incidentMarkdown(incident)];
}

it('names for a recheck a violation that a probe found, whatever comes first', () => {
  for (const text of reportsOf([byProperty, inBrowser, byProbe])) {
    expect(text).toMatch(/ recheck \S+ aprobefoundthis/);
    expect(text).not.toMatch(/ recheck \S+ (bypropertyfound|seeninabrowser)/);
  }
});

it('names the run where no probe found any, and no recheck', () => {
  const texts = reportsOf([byProperty, inBrowser]);
  for (const text of texts) {
    expect(text).not.toContain(' recheck ');
    expect(text).toMatch(/ verify .*--seed/);
  }
  expect(texts[0]).toMatch(/Is it mended\? .* verify /);
});
