import type { ReportInput } from '../input.ts';
import { headline } from '../words/headline.ts';
import { releasePair } from '../words/release.ts';
import { accessSection } from './access.ts';
import { banner } from './banner.ts';
import { againSection, checkedSection, uncheckedSection } from './checked.ts';
import { cohortSection } from './cohorts.ts';
import { head } from './head.ts';
import { heatMapSection } from './heat-map.ts';
import { baselineSection } from './baseline.ts';
import { earlierSection } from './earlier-runs.ts';
import { acceptedSection, looksCommon, reasons } from './notices.ts';
import { hasPictures } from './pictures.ts';
import { probesSection } from './probes.ts';
import { sensitivitySection } from './sensitivity.ts';
import { signOffSection } from './sign-off.ts';
import { storiesSection } from './stories.ts';
import { html } from './template.ts';

/**
 * index.html: one file that fetches nothing, runs nothing and opens offline; see `head`.
 */
export function indexHtml(input: ReportInput, scripts: ReadonlyMap<string, string>): string {
  // Whose data came is shown of everything, admitted or not.
  const all = { ...input, cases: [...input.cases, ...input.acceptedCases] };
  const title = input.verdict.release === null ? '' : releasePair(input).after;
  const page = html`<!doctype html>
    <html lang="en">
      ${head(`${input.verdict.verdict}: ${input.verdict.deployment} ${title}`, headline(input).words, { pictures: hasPictures(input) })}
      <body>
        ${banner(input)}
        <main class="wrap">
          ${accessSection(input)} ${storiesSection(input, scripts)} ${baselineSection(input)}
          ${acceptedSection(input)} ${reasons(input)} ${looksCommon(input)} ${heatMapSection(all)}
          ${checkedSection(input)} ${probesSection(input)} ${sensitivitySection(input)}
          ${uncheckedSection(input)} ${cohortSection(all)} ${earlierSection(input)}
          ${signOffSection(input)} ${againSection(input)}
        </main>
        <footer class="wrap">
          Made by Chaperone from the run ${input.plan.name}. Everybody in it is synthetic, unless it
          says “unknown”.
        </footer>
      </body>
    </html> `;
  return page.markup;
}
