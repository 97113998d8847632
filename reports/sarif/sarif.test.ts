import type { Log, Run } from 'sarif';
import { describe, expect, it } from 'vitest';
import { invariantIds } from '../../harness/domain/verdict/invariant.ts';
import { comparedWith } from '../testing/compared-with.ts';
import type { ReportInput } from '../input.ts';
import { payload, poison } from '../testing/poison.ts';
import { holdingRun } from '../testing/sample-run.ts';
import { admittedRun, inconclusiveRun, violatedRun } from '../testing/samples.ts';
import { faultsOfSarif } from '../testing/valid-sarif.ts';
import { sarifJson } from './sarif.ts';

function runOf(input: ReportInput): Run {
  const log: Log = JSON.parse(sarifJson(input));
  const [run] = log.runs;
  if (run === undefined) throw new Error('It holds no run.');
  return run;
}

const runs = {
  violated: violatedRun(),
  inconclusive: inconclusiveRun(),
  holds: holdingRun(),
  admitted: admittedRun(),
};

describe('results.sarif', () => {
  it.each(Object.entries(runs))('is valid by the schema of OASIS: %s', (_, input) => {
    expect(faultsOfSarif(JSON.parse(sarifJson(input)))).toEqual([]);
    expect(faultsOfSarif(JSON.parse(sarifJson(poison(input))))).toEqual([]);
  });

  it('is examined by a schema that finds faults', () => {
    const log: Log = JSON.parse(sarifJson(runs.violated));
    const faults = faultsOfSarif({
      ...log,
      version: '2.0',
      runs: [{ results: [{ level: 'bad' }] }],
    });
    expect(faults.join()).toMatch(/\/version.*tool.*message.*level/s);
  });

  it('has a rule an invariant, with help, weaknesses and how grave it is', () => {
    const { tool, taxonomies } = runOf(runs.holds);
    const { rules = [] } = tool.driver;
    expect(rules.map(({ id }) => id)).toEqual(invariantIds);
    expect(taxonomies?.map(({ taxa }) => taxa?.map(({ id }) => id))).toEqual([
      ['639'],
      ['API1:2023'],
    ]);
    for (const { help, properties, relationships, fullDescription } of rules) {
      expect(help?.text).toContain(fullDescription?.text);
      expect(properties?.tags).toContain('external/cwe/cwe-639');
      expect(Number(properties?.['security-severity'])).toBeGreaterThan(4);
      expect(relationships?.map(({ target }) => target.id)).toEqual(['639', 'API1:2023']);
    }
  });

  it('has a result a violation: where the surface is described, known again by the violation’s id', () => {
    const places = {
      definition: { file: 'apps/web site/chaperone.config.ts', line: 1 },
      surfaces: { 'GET /api/recordings': { file: 'openapi.yaml', line: 812 } },
    };
    const input = { ...runs.violated, plan: { ...runs.violated.plan, places } };
    const { results = [] } = runOf(input);
    const { violations } = input.verdict;
    const idsOf = (list: readonly (string | undefined)[]) => new Set(list);
    expect(results).toHaveLength(violations.length);
    expect(
      idsOf(
        results.map(({ partialFingerprints }) => partialFingerprints?.['chaperoneViolation/v1']),
      ),
    ).toEqual(idsOf(violations.map(({ id }) => id)));
    const linesOf = (surface: string) =>
      results
        .filter(({ message }) => message.text?.includes(`on ${surface}`))
        .map(({ locations }) => locations?.[0]?.physicalLocation);
    expect(linesOf('GET /api/recordings at')[0]).toEqual({
      artifactLocation: { uri: 'openapi.yaml', uriBaseId: '%SRCROOT%' },
      region: { startLine: 812 },
    });
    expect(linesOf('GET /replays')[0]).toEqual({
      artifactLocation: { uri: 'apps/web%20site/chaperone.config.ts', uriBaseId: '%SRCROOT%' },
      region: { startLine: 1 },
    });
    expect(new Set(results.map(({ level }) => level))).toEqual(new Set(['error']));
    expect(results.every(({ suppressions }) => suppressions?.length === 0)).toBe(true);
  });

  it('tells why a run is inconclusive, which then counts as failed', () => {
    const [invocation] = runOf(runs.inconclusive).invocations ?? [];
    expect(invocation?.executionSuccessful).toBe(false);
    expect(
      invocation?.toolExecutionNotifications?.map(
        ({ message, level }) => `${level} ${message.text}`,
      ),
    ).toEqual(runs.inconclusive.verdict.reasons.map((reason) => `error ${reason}`));
    const unexplained = { ...runs.inconclusive.verdict, reasons: [] };
    expect(
      runOf({ ...runs.inconclusive, verdict: unexplained }).invocations?.[0]
        ?.toolExecutionNotifications,
    ).toHaveLength(1);
    expect(runOf(runs.holds).invocations?.[0]).toMatchObject({
      executionSuccessful: true,
      toolExecutionNotifications: [],
    });
  });

  it('names the cause of each violation, and its other surfaces at the result that tells it', () => {
    const places = { definition: { file: 'chaperone.config.ts', line: 1 }, surfaces: {} };
    const input = { ...runs.violated, plan: { ...runs.violated.plan, places } };
    expect(faultsOfSarif(JSON.parse(sarifJson(input)))).toEqual([]);
    const { results = [], properties } = runOf(input);
    const [cause] = input.verdict.causes;
    expect(properties?.['causes']).toEqual([
      expect.objectContaining({ id: cause?.id, violations: input.cases.length }),
    ]);
    expect(new Set(results.map((result) => result.properties?.['cause']))).toEqual(
      new Set([cause?.id]),
    );
    const related = results.flatMap(({ relatedLocations = [] }) => relatedLocations);
    expect(related).toHaveLength((cause?.surfaces.length ?? 0) - 1);
    expect(related[0]?.message?.text).toMatch(/violations? of the same cause, on /);
  });

  it('suppresses what is admitted, with who admits it and why', () => {
    const { results = [] } = runOf(runs.admitted);
    expect(results).toHaveLength(2);
    for (const { suppressions } of results)
      expect(suppressions).toEqual([
        {
          kind: 'external',
          status: 'accepted',
          justification:
            'Sessions live for 10 s after sign-out, by design (J. Doe, security, until 2026-12-31)',
        },
      ]);
  });

  it('tells new from persisting violations where there is a baseline', () => {
    const { verdict } = runs.violated;
    const [first, ...others] = [...new Set(verdict.violations.map(({ id }) => id))];
    const baseline = { ...comparedWith, new: others, persisting: [first ?? ''] };
    const statesOf = (input: ReportInput) =>
      new Map(
        runOf(input).results?.map(({ partialFingerprints, baselineState }) => [
          partialFingerprints?.['chaperoneViolation/v1'],
          baselineState,
        ]),
      );
    const compared = { ...verdict, baseline };
    const states = statesOf({ ...runs.violated, verdict: compared });
    expect(states.get(first)).toBe('unchanged');
    expect(others.map((id) => states.get(id))).toEqual(others.map(() => 'new'));
    expect([...statesOf(runs.violated).values()].filter((state) => state)).toEqual([]);
  });

  it('takes nothing that a deployment says for a link or a placeholder', () => {
    const { verdict } = runs.inconclusive;
    const reasons = [`{0} [x](1) ${payload}`];
    const text = sarifJson({ ...runs.inconclusive, verdict: { ...verdict, reasons } });
    const [told] =
      runOf({ ...runs.inconclusive, verdict: { ...verdict, reasons } }).invocations ?? [];
    const message = told?.toolExecutionNotifications?.[0]?.message.text ?? '';
    expect(message).not.toMatch(/\]\(|\{\d/);
    expect(text).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u2028]/);
  });
});
