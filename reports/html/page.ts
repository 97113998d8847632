import { createHash } from 'node:crypto';
import type { ReportInput } from '../input.ts';
import { headline } from '../words/headline.ts';
import { releasePair } from '../words/release.ts';
import { banner } from './banner.ts';
import { againSection, checkedSection, uncheckedSection } from './checked.ts';
import { cohortSection } from './cohorts.ts';
import { heatMapSection } from './heat-map.ts';
import { baselineSection } from './baseline.ts';
import { acceptedSection, looksCommon, reasons } from './notices.ts';
import { probesSection } from './probes.ts';
import { storiesSection } from './stories.ts';
import { styleSheet } from './style.ts';
import { html } from './template.ts';

/**
 * index.html: one file that fetches nothing, runs nothing and opens offline. Its policy forbids scripts,
 * images, forms and any style but its own, should anything ever get past the escaping.
 */
export function indexHtml(input: ReportInput, scripts: ReadonlyMap<string, string>): string {
  // Whose data came is shown of everything, admitted or not.
  const all = { ...input, cases: [...input.cases, ...input.acceptedCases] };
  const title = input.verdict.release === null ? '' : releasePair(input).after;
  const hash = createHash('sha256').update(styleSheet).digest('base64');
  const policy = `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`;
  const style = { markup: `<style>${styleSheet}</style>` };
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${policy}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="referrer" content="no-referrer" />
        <title>${input.verdict.verdict}: ${input.verdict.deployment} ${title}</title>
        <meta name="description" content="${headline(input).words}" />
        ${style}
      </head>
      <body>
        ${banner(input)}
        <main class="wrap">
          ${acceptedSection(input)} ${reasons(input)} ${looksCommon(input)}
          ${baselineSection(input)} ${storiesSection(input, scripts)} ${heatMapSection(all)}
          ${checkedSection(input)} ${probesSection(input)} ${uncheckedSection(input)}
          ${cohortSection(all)} ${againSection(input)}
        </main>
        <footer class="wrap">
          Made by Chaperone from the run ${input.plan.name}. Everybody in it is synthetic, unless it
          says “unknown”.
        </footer>
      </body>
    </html> `;
  return page.markup;
}
