import type { Log, Run, Suppression } from 'sarif';
import type { Violation } from '../../harness/domain/verdict/verdict.ts';
import { oneLine } from '../escape.ts';
import type { ReportInput } from '../input.ts';
import { scriptedCases } from '../words/violations/stories.ts';
import { baselineStates } from './baseline-states.ts';
import { withCauses } from './causes.ts';
import { notificationKinds, notificationsOf } from './notifications.ts';
import { resultOf, sourceRoot } from './results.ts';
import { ruleOf } from './rules.ts';
import { taxonomiesOf } from './taxonomies.ts';

/** GitHub shows so many results of a run, and refuses files with five times as many. */
const resultLimit = 5000;

/** Who admits a violation, and why. */
function suppressionOf({ verdict }: ReportInput, violation: Violation): Suppression {
  const { id, finding, surface } = violation;
  const found = verdict.accepted.find(
    (accepted) =>
      accepted.what === 'finding' &&
      accepted.surface === surface &&
      !accepted.expired &&
      (accepted.ids.includes(id) || accepted.ids.includes(finding)),
  );
  const why = found === undefined ? '' : `${found.reason} (${found.by}, until ${found.until})`;
  return { kind: 'external', status: 'accepted', justification: oneLine(why) };
}

function runOf(input: ReportInput): Run {
  const { verdict, invariants } = input;
  const references = invariants.flatMap((invariant) => invariant.references);
  const taxonomies = taxonomiesOf(references);
  const stateOf = baselineStates(verdict);
  const { causes, addTo } = withCauses(input);
  // Those that tell most come first, should there be too many.
  const first = new Set(scriptedCases(input));
  const cases = [...first, ...input.cases.filter((item) => !first.has(item))];
  const told = cases.slice(0, resultLimit);
  const { deployment, release, releaseBefore, scope, seed, durationMs, startedAt } = verdict;
  return {
    tool: {
      driver: {
        name: 'Chaperone',
        ...(input.version === undefined ? {} : { semanticVersion: input.version }),
        rules: invariants.map(ruleOf),
        notifications: notificationKinds,
        supportedTaxonomies: taxonomies.map(({ name }, index) => ({ name, index })),
      },
    },
    taxonomies,
    // Runs of several deployments stand beside each other; one of the same replaces the last.
    automationDetails: { id: `chaperone/${encodeURIComponent(oneLine(deployment))}/` },
    originalUriBaseIds: {
      [sourceRoot]: {
        description: { text: 'The root of the repository that holds the definition.' },
      },
    },
    columnKind: 'utf16CodeUnits',
    invocations: [
      {
        executionSuccessful: verdict.verdict !== 'inconclusive',
        startTimeUtc: startedAt,
        endTimeUtc: new Date(Date.parse(startedAt) + durationMs).toISOString(),
        toolExecutionNotifications: notificationsOf(input, cases.length - told.length),
      },
    ],
    results: [
      ...told.map((item) => ({
        ...addTo(resultOf(input, item, invariants), item.violation.id),
        ...stateOf(item.violation.id),
      })),
      ...input.acceptedCases.map((item) => ({
        ...resultOf(input, item, invariants, suppressionOf(input, item.violation)),
        ...stateOf(item.violation.id),
      })),
    ],
    properties: {
      verdict: verdict.verdict,
      deployment: oneLine(deployment),
      release: release === null ? null : oneLine(release),
      releaseBefore: releaseBefore === null ? null : oneLine(releaseBefore),
      scope,
      seed,
      causes,
    },
  };
}

/**
 * results.sarif (SARIF 2.1.0): an invariant is a rule, a violation a result at the line of the definition that describes
 * the surface. What is admitted is suppressed; what was not checked is a notification of the tool, and the run then
 * counts as failed.
 */
export function sarifJson(input: ReportInput): string {
  const log: Log = {
    $schema:
      'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [runOf(input)],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}
