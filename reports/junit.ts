import { createRequire } from 'node:module';
import type { Builder } from 'junit-report-builder';
import { escapeXml } from './escape.ts';
import type { ReportInput } from './input.ts';
import { cohortWords } from './words/cohort.ts';
import { acceptedInWords } from './words/accepted.ts';
import { count, enumerate, number, semicolons } from './words/counting.ts';
import { headline } from './words/headline.ts';
import { unlessPlain, whyNoScript } from './words/how-asked.ts';
import { reasonInWords, reasonsOf } from './words/reasons.ts';
import { releasePair } from './words/release.ts';
import { stories } from './words/stories.ts';
import { andOthers, howOften, since, storyTitle } from './words/story.ts';

// A CI's page of one failure; the rest is in index.html.
const storyLimit = 20;

function told(input: ReportInput, invariant: string): string {
  const those = stories(input).filter(({ lead }) => lead.violation.invariant === invariant);
  const texts = those.slice(0, storyLimit).map((story) => {
    const { violation } = story.lead;
    const where = violation.sighting === null ? '' : `, ${violation.sighting.where}`;
    return [
      `${storyTitle(input, story.lead)}${andOthers(story)}`,
      `  on ${violation.surface}${where}${unlessPlain(story.lead)}`,
      `  ${semicolons(cohortWords(violation.viewer.cohort), since(input, story.lead), howOften(story.lead))}`,
      violation.repro === null
        ? `  no script: ${whyNoScript(story.lead)}`
        : `  sh ${violation.repro}`,
    ].join('\n');
  });
  const more = those.length - texts.length;
  return [...texts, ...(more > 0 ? [`and ${number(more)} more: see index.html`] : [])].join('\n\n');
}

// The package's types describe `exports.default`; what it exports is the builder itself.
const builder: Builder = createRequire(import.meta.url)('junit-report-builder');

/**
 * junit.xml: one test case an invariant, and one for the run as a whole. Inconclusive is an error, so that
 * no CI reads it as a pass.
 */
export function junitXml(input: ReportInput): string {
  const { verdict } = input;
  const report = builder.newBuilder();
  const release = verdict.release === null ? 'release unreadable' : releasePair(input).after;
  const name = [verdict.deployment, release].join(' ');
  const suite = report.testSuite().name(escapeXml(name)).timestamp(verdict.startedAt);
  suite.time(verdict.durationMs / 1000);

  // What is admitted stands first: skipped, so that no CI takes it for a pass.
  for (const { label, surface, why, end } of acceptedInWords(input)) {
    const admitted = suite
      .testCase()
      .className('chaperone')
      .name(escapeXml(`${label}: ${surface}`));
    admitted.skipped().standardOutput(escapeXml(`${why} (${end})`));
  }
  const whole = suite.testCase().className('chaperone').name('the run could be judged');
  if (verdict.verdict === 'inconclusive' || verdict.reasons.length > 0) {
    const text = enumerate(reasonsOf(input).map(reasonInWords)) || headline(input).words;
    whole.error(escapeXml(text), 'inconclusive');
  }
  for (const result of verdict.invariants) {
    const info = input.invariants.find(({ id }) => id === result.id);
    const title = info === undefined ? result.id : `${result.id}: ${info.title}`;
    const test = suite.testCase().className('chaperone').name(escapeXml(title));
    const why = escapeXml(enumerate(input.reasonsByInvariant[result.id] ?? []));
    const admitted = result.accepted > 0 ? `, ${count(result.accepted, 'violation')} accepted` : '';
    const counted = `${count(result.attempts, 'attempt')}, ${result.granted} granted to owners${admitted}`;
    if (result.verdict === 'violated') {
      test.failure(`${count(result.violations, 'violation')} in ${counted}`, 'violated');
      test.stacktrace(escapeXml(told(input, result.id)));
    } else if (result.verdict === 'inconclusive') {
      test.error(why || `no reason given; ${counted}`, 'inconclusive');
    } else if (result.verdict === 'inapplicable') {
      test.skipped().standardOutput(why);
    } else {
      test.standardOutput(counted);
    }
  }
  return report.build();
}
