import type { Baseline, KnownFault } from '../../domain/verdict/baseline.ts';
import type { Case } from '../../domain/verdict/case.ts';
import { compareText } from '../../domain/in-order.ts';
import type { Plan } from '../../domain/plan.ts';
import type { Judged } from '../../judging/judge.ts';
import { kindsThatMet, wayThatMet } from './kinds-that-met.ts';

/** What a judged run saw, sorted. The same run gives the same. */
export function baselineOf(
  plan: Plan,
  {
    verdict,
    cases,
    acceptedCases,
    operations,
    ledger,
  }: Pick<Judged, 'verdict' | 'cases' | 'acceptedCases' | 'operations' | 'ledger'>,
): Baseline {
  const faults = new Map<string, KnownFault>();
  const casesOf = new Map<string, Case[]>();
  for (const item of [...cases, ...acceptedCases]) {
    const { findings, violation } = item;
    const { invariant, kind, surface } = violation;
    for (const finding of findings) {
      const known = faults.get(finding);
      const [id = violation.id] = [violation.id, known?.id ?? violation.id].sort(compareText);
      const probes = [known?.probe, violation.probe].filter((probe) => typeof probe === 'string');
      const [probe = null] = probes.sort(compareText);
      faults.set(finding, { finding, id, invariant, kind, surface, probe });
      casesOf.set(finding, [...(casesOf.get(finding) ?? []), item]);
    }
  }
  const ids = [...plan.surfaces, ...(plan.unreached ?? [])].map(({ id }) => id);
  return {
    schema: 1,
    deployment: verdict.deployment,
    release: verdict.release,
    date: verdict.startedAt.slice(0, 10),
    run: plan.name,
    scope: verdict.scope,
    parts: plan.parts,
    strength: plan.strength,
    tuples: plan.cohortTuples.covered,
    violations: [...faults.values()]
      .map((fault) => {
        const its = casesOf.get(fault.finding) ?? [];
        const way = wayThatMet(its, fault.probe);
        return { ...fault, ...kindsThatMet(its, ledger), ...(way && { way }) };
      })
      .sort(
        (a, b) =>
          compareText(a.surface, b.surface) ||
          compareText(a.invariant, b.invariant) ||
          compareText(a.finding, b.finding),
      ),
    surfaces: [...new Set(ids)].sort(compareText),
    operations: [...new Set(operations)].sort(compareText),
  };
}

/** A baseline as the text of its file: JSON, with one entry a line, so that a difference is read at a glance. */
export function baselineText(baseline: Baseline): string {
  const { violations, surfaces, operations, ...head } = baseline;
  const fields = [
    ...Object.entries(head).map(([name, value]) => `"${name}": ${JSON.stringify(value)}`),
    ...Object.entries({ violations, surfaces, operations }).map(
      ([name, entries]) => `"${name}": ${listText(entries)}`,
    ),
  ];
  return `{\n${fields.map((field) => `  ${field}`).join(',\n')}\n}\n`;
}

function listText(entries: readonly unknown[]): string {
  if (entries.length === 0) return '[]';
  return `[\n${entries.map((entry) => `    ${JSON.stringify(entry)}`).join(',\n')}\n  ]`;
}
