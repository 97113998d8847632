import type { Location, Result, Suppression } from 'sarif';
import type { Case } from '../../harness/domain/verdict/case.ts';
import type { InvariantInfo } from '../../harness/domain/verdict/invariant.ts';
import { placeOf } from '../../harness/domain/verdict/place.ts';
import type { Party, Violation } from '../../harness/domain/verdict/verdict.ts';
import { oneLine } from '../escape.ts';
import type { ReportInput } from '../input.ts';
import { cohortWords } from '../words/causes/cohort.ts';
import { semicolons } from '../words/counting.ts';
import { unlessPlain } from '../words/violations/how-asked.ts';
import { howOften, since, storyTitle } from '../words/violations/story.ts';
import { levelOf } from './rules.ts';

/** Where paths begin. Whoever reads the file knows where the repository lies. */
export const sourceRoot = '%SRCROOT%';

/** Text of a message: nothing of it is a link (`[text](target)`) or to be filled in (`{0}`). */
export function messageText(text: string): string {
  return oneLine(text)
    .replaceAll('](', ']\u200b(')
    .replace(/\{(?=\d)/g, '{\u200b');
}

/** The line of the surface in the definition; nothing where the run did not note any. */
export function locationsOf({ plan }: ReportInput, surface: string): Location[] {
  const place = placeOf(plan.places, surface);
  if (place === null) return [];
  const uri = place.file.split('/').map(encodeURIComponent).join('/');
  return [
    {
      physicalLocation: {
        artifactLocation: { uri, uriBaseId: sourceRoot },
        region: { startLine: place.line },
      },
      logicalLocations: [{ fullyQualifiedName: oneLine(surface), kind: 'resource' }],
    },
  ];
}

/**
 * By what readers know a fault again. GitHub looks at `primaryLocationLineHash` only, and one alert a fault, whichever
 * kinds of account met it, is what a person can close: that is the finding's id.
 */
function fingerprintsOf({ id, finding }: Violation): Result['partialFingerprints'] {
  return {
    'chaperoneViolation/v1': id,
    'chaperoneFinding/v1': finding,
    primaryLocationLineHash: finding,
  };
}

/** An account's kind. Its id says nothing outside of the run, and stands in the message. */
function kindOf({ cohort }: Party): string {
  return oneLine(cohortWords(cohort));
}

function textOf(input: ReportInput, item: Case): string {
  const { violation } = item;
  const where = violation.sighting === null ? '' : ` at ${violation.sighting.where}`;
  const times = semicolons(since(input, item), howOften(item));
  const again = violation.repro === null ? '' : ` Again: sh ${violation.repro}`;
  return messageText(
    `${storyTitle(input, item)}, on ${violation.surface}${where}${unlessPlain(item)}: ${times}.${again}`,
  );
}

function propertiesOf(violation: Violation): Result['properties'] {
  const { kind, viewer, owner, phases, channel, variant, probe, count, repro } = violation;
  return {
    kind,
    viewer: kindOf(viewer),
    owner: owner === null ? null : kindOf(owner),
    phases,
    channel,
    variant: oneLine(variant),
    probe: probe === null ? null : oneLine(probe),
    count,
    repro,
  };
}

/** A violation as a result, with what somebody admits of it. */
export function resultOf(
  input: ReportInput,
  item: Case,
  rules: readonly InvariantInfo[],
  suppression?: Suppression,
): Result {
  const { violation } = item;
  const ruleIndex = rules.findIndex(({ id }) => id === violation.invariant);
  const rule = rules[ruleIndex];
  return {
    ruleId: violation.invariant,
    ...(rule === undefined ? {} : { ruleIndex }),
    kind: 'fail',
    level: rule === undefined ? 'error' : levelOf(rule.severity),
    message: { text: textOf(input, item) },
    locations: locationsOf(input, violation.surface),
    partialFingerprints: fingerprintsOf(violation),
    occurrenceCount: Math.max(1, violation.count),
    suppressions: suppression === undefined ? [] : [suppression],
    properties: propertiesOf(violation),
  };
}
