import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Verdict, verdictSchema } from '../harness/domain/verdict/verdict.ts';
import { holdingRun } from './testing/sample-run.ts';
import { admittedRun, inconclusiveRun, violatedRun } from './testing/samples.ts';
import { faultsOfVerdict, publishedSchema } from './testing/valid-verdict.ts';
import { verdictJson } from './verdict-json.ts';

const samples = [holdingRun(), violatedRun(), inconclusiveRun(), admittedRun()].map(
  ({ verdict }) => verdict,
);

/** Every place of a schema that describes a field, with its path. */
function fieldsOf(node: unknown, path = '$'): { path: string; description: unknown }[] {
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) => {
    const inside = fieldsOf(value, `${path}.${key}`);
    if (key !== 'properties') return inside;
    const fields = Object.entries<{ description?: string }>(value);
    return [
      ...inside,
      ...fields.map(([name, { description }]) => ({ path: `${path}.${name}`, description })),
    ];
  });
}

/** Whether a field holds a record by names of the deployment's. */
const hasNames = (field: string): boolean =>
  ['cohort', 'whyUnreached', 'viewers', 'owners'].includes(field);

/** Copies of a value, each without one of its fields, at whatever depth; records of the deployment's names are left. */
function withoutAField(value: unknown, path = '$'): { path: string; copy: unknown }[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => {
    const put = (changed: unknown) =>
      Array.isArray(value)
        ? value.map((one, index) => (String(index) === key ? changed : one))
        : { ...value, [key]: changed };
    const names = hasNames(key);
    const deeper = names ? [] : withoutAField(item, `${path}.${key}`);
    const { [key]: _, ...rest } = value as Record<string, unknown>;
    return [
      ...(Array.isArray(value) ? [] : [{ path: `${path}.${key}`, copy: rest }]),
      ...deeper.map(({ path: where, copy }) => ({ path: where, copy: put(copy) })),
    ];
  });
}

describe('verdict.schema.json', () => {
  // `npx vitest run --project unit reports/verdict-json.test.ts -t 'is what the type is made of' -u` writes it anew:
  // the other tests still read the old one then.
  it('is what the type is made of', async () => {
    const { $schema, ...rest } = z.toJSONSchema(verdictSchema, {
      // As readers get it: what they do not know is allowed.
      io: 'input',
      override: ({ jsonSchema }) => {
        delete jsonSchema.readOnly;
      },
    });
    const schema = { $schema, $id: 'urn:chaperone:verdict:1', ...rest };
    await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot(
      fileURLToPath(publishedSchema),
    );
  });

  it('explains every field, and closes no object', () => {
    const text = readFileSync(publishedSchema, 'utf8');
    const fields = fieldsOf(JSON.parse(text));
    expect(fields.length).toBeGreaterThan(40);
    const explained = ({ description }: { description: unknown }) =>
      typeof description === 'string' && /\w.{8,}[.`…]$/.test(description);
    expect(fields.filter((field) => !explained(field))).toEqual([]);
    expect(text).not.toMatch(/"additionalProperties": false/);
  });

  it('takes the verdicts that are written, with fields to come', () => {
    for (const verdict of samples) {
      const written: unknown = JSON.parse(verdictJson(verdict));
      expect(faultsOfVerdict(written)).toEqual([]);
      expect(faultsOfVerdict({ ...verdict, scope: 'default' })).toEqual([]);
    }
  });

  it.each(samples.map((verdict) => [verdict.verdict, verdict] as const))(
    'takes none of a verdict that lacks any field: %s',
    (_, verdict) => {
      const lacking = withoutAField({ ...verdict, violations: verdict.violations.slice(0, 2) });
      expect(lacking.length).toBeGreaterThan(30);
      for (const { path, copy } of lacking) expect(faultsOfVerdict(copy), path).not.toEqual([]);
    },
  );

  it.each<[string, object]>([
    ['a verdict of no known word', { verdict: 'passed' }],
    ['a time of another kind', { startedAt: 'today' }],
    ['a number as a text', { seed: '42' }],
    ['a part of a seed', { seed: 1.5 }],
    ['another schema', { schema: 2 }],
  ])('refuses %s, and so does whoever writes it', (_, change) => {
    const odd = { ...holdingRun().verdict, ...change };
    expect(faultsOfVerdict(odd)).not.toEqual([]);
    expect(() => verdictJson(odd)).toThrow(/Invalid/);
  });
});

describe('verdict.json', () => {
  it('is the interface and nothing else, in one order at every depth', () => {
    const { verdict } = violatedRun();
    const shuffled = shuffle({ ...verdict, secret: 1 }) as Verdict;
    const text = verdictJson(shuffled);
    expect(text).toBe(verdictJson(verdict));
    expect(JSON.parse(text)).toEqual(verdict);
    expect(Object.keys(JSON.parse(text)).slice(0, 4)).toEqual([
      'schema',
      'deployment',
      'url',
      'release',
    ]);
  });
});

/** A copy whose objects hold their keys the other way round, and one more; those of cohorts are left. */
function shuffle(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shuffle);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, item]) => [
    key,
    hasNames(key) ? item : shuffle(item),
  ]);
  return Object.fromEntries([...entries, ['zzz', 1]].toReversed());
}
