import { createRequire } from 'node:module';
import type { Builder, TestSuite } from 'junit-report-builder';
import { placeOf } from '../../harness/domain/verdict/place.ts';
import type { InvariantResult } from '../../harness/domain/verdict/verdict.ts';
import { escapeXml } from '../escape.ts';
import type { ReportInput } from '../input.ts';
import { acceptedInWords } from '../words/accepted.ts';
import { count, enumerate } from '../words/counting.ts';
import { headline } from '../words/headline.ts';
import { reasonInWords, reasonsOf } from '../words/coverage/reasons.ts';
import { releasePair } from '../words/release.ts';
import { toldCauses } from '../words/causes/told-causes.ts';
import { clearedSurfaces } from './cleared-surfaces.ts';
import { tellCause } from './tell-cause.ts';

// The package's types describe `exports.default`; what it exports is the builder itself.
const builder: Builder = createRequire(import.meta.url)('junit-report-builder');

/** Adds a test case. GitLab tells two runs' cases apart by class and name, so both stay the same from run to run. */
function addCase(suite: TestSuite, className: string, name: string, file?: string) {
  const test = suite.testCase().className(className).name(escapeXml(name));
  return file === undefined ? test : test.file(escapeXml(file));
}

/** The cases of one invariant: what it came to as a whole, and each surface where it is violated or holds. */
function addInvariant(suite: TestSuite, input: ReportInput, result: InvariantResult): void {
  const info = input.invariants.find(({ id }) => id === result.id);
  const title = info?.title ?? result.id;
  const className = `chaperone.${result.id}`;
  const reasons = input.reasonsByInvariant[result.id] ?? [];
  const why = escapeXml(enumerate(reasons));
  const admitted = result.accepted > 0 ? `, ${count(result.accepted, 'violation')} accepted` : '';
  const counted = `${count(result.attempts, 'attempt')}, ${result.granted} granted to owners${admitted}`;
  const add = (name: string, surface?: string) =>
    addCase(
      suite,
      className,
      name,
      surface === undefined ? undefined : placeOf(input.plan.places, surface)?.file,
    );

  const whole = `${result.id}: ${title}`;
  if (result.verdict === 'inapplicable') {
    add(whole).skipped().standardOutput(why);
    return;
  }
  // Of a violated invariant only what could not be judged: what is violated stands at its surface.
  if (result.verdict === 'inconclusive' || reasons.length > 0)
    add(whole).error(why || `no reason given; ${counted}`, 'inconclusive');
  else if (result.verdict === 'holds') add(whole).standardOutput(counted);

  const told = toldCauses(input)
    .flatMap((cause) => cause.stories.map((story) => ({ cause, story })))
    .filter(({ story }) => story.lead.violation.invariant === result.id);
  const bySurface = Map.groupBy(told, ({ story }) => story.lead.violation.surface);
  for (const [surface, those] of bySurface) {
    const seen = those.reduce((sum, { story: { others } }) => sum + 1 + others.length, 0);
    const test = add(`${title}: ${surface}`, surface);
    test.failure(`${count(seen, 'violation')} in ${counted}`, 'violated');
    const byCause = Map.groupBy(those, ({ cause }) => cause);
    const texts = [...byCause].map(([cause, its]) =>
      tellCause(
        input,
        cause,
        its.map(({ story }) => story),
      ),
    );
    test.stacktrace(escapeXml(texts.join('\n\n')));
  }
  if (result.verdict === 'violated' && bySurface.size === 0)
    add(whole).failure(`${count(result.violations, 'violation')} in ${counted}`, 'violated');
  for (const surface of clearedSurfaces(input, result)) add(`${title}: ${surface}`, surface);
}

/**
 * junit.xml: one test case an invariant and surface, one an invariant, and one for the run as a whole. Inconclusive is an
 * error, so that no CI reads it as a pass. `file` is where the surface is described.
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
    addCase(suite, 'chaperone', `${label}: ${surface}`)
      .skipped()
      .standardOutput(escapeXml(`${why} (${end})`));
  }
  const whole = addCase(suite, 'chaperone', 'the run could be judged');
  if (verdict.verdict === 'inconclusive' || verdict.reasons.length > 0) {
    const text = enumerate(reasonsOf(input).map(reasonInWords)) || headline(input).words;
    whole.error(escapeXml(text), 'inconclusive');
  }
  for (const result of verdict.invariants) addInvariant(suite, input, result);
  return report.build();
}
