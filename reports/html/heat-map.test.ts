import { expect, it } from 'vitest';
import { holdingRun } from '../testing/sample-run.ts';
import { heatMapSection } from './heat-map.ts';

const run = holdingRun();
const [first] = run.verdict.coverage.unreachedSurfaces;
const surface = run.plan.surfaces.find(({ id }) => id !== first)?.id ?? '';

/** The cells of a surface’s row, where these surfaces were not judged. */
function cellsWith(unreachedSurfaces: readonly string[]): string {
  const coverage = { ...run.verdict.coverage, unreachedSurfaces };
  const { markup } = heatMapSection({ ...run, verdict: { ...run.verdict, coverage } });
  const row = markup.split('<tr>').find((text) => text.includes(`<code>${surface}</code>`));
  return row ?? 'there is no such row';
}

it('ticks no surface that was not judged', () => {
  expect(cellsWith([])).toContain('class="clean"');
  const unjudged = cellsWith([surface]);
  expect(unjudged).not.toContain('class="clean"');
  expect(unjudged).toContain('not judged');
});
