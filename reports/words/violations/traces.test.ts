import { expect, it } from 'vitest';
import { reportFiles } from '../../write-reports.ts';
import { sampleCase, violatedRun, withCases } from '../../testing/samples.ts';
import { tracesInWords } from './traces.ts';

it('tells trace ids in a line, and nothing where there is none', () => {
  expect(tracesInWords({ traces: [] })).toEqual([]);
  expect(tracesInWords({ traces: ['a1', 'b2', 'c3'] })).toEqual([
    'trace id a1, also b2 and c3: look for it in your own traces and logs',
  ]);
});

it('are told in each file that people and programs read', () => {
  const trace = '0af7651916cd43dd8448eb211c80319c';
  const run = violatedRun();
  const leak = sampleCase(run, {
    viewer: 'a5',
    owners: [2],
    surface: 'GET /api/recordings',
    invariant: 'no-foreign-listing',
    what: 'title',
    where: '$.items[0].title',
    attempt: { trace },
  });
  const { files } = reportFiles(withCases(run, [leak]));
  const telling = files.filter(({ content }) => content.includes(trace));
  expect(telling.map(({ path }) => path.replace(/\/.*/, ''))).toEqual([
    'verdict.json',
    'junit.xml',
    'index.html',
    'repro',
  ]);
});
