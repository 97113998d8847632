import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { homes, mayImport } from './import-rule.mjs';
import { importFaults } from './imports.mjs';
import { importsOf } from './imports-of.mjs';

const { dependencies, devDependencies } = JSON.parse(readFileSync('package.json', 'utf8'));

describe('importsOf', () => {
  it('sees every form of import, with its line', () => {
    const source = [
      "import a from './a.ts';",
      'import {',
      '  b,',
      '  type C,',
      "} from './b.ts';",
      "import type { D } from './d.ts';",
      "export * from './e.ts';",
      "export type { F } from './f.ts';",
      "import './g.ts';",
      "const h = await import('./h.ts');",
      "import type from './i.ts';",
    ].join('\n');
    const found = importsOf(source).sort((x, y) => x.line - y.line);
    expect(found.map(({ specifier, line, typeOnly }) => [specifier, line, typeOnly])).toEqual([
      ['./a.ts', 1, false],
      ['./b.ts', 2, false],
      ['./d.ts', 6, true],
      ['./e.ts', 7, false],
      ['./f.ts', 8, true],
      ['./g.ts', 9, false],
      ['./h.ts', 10, false],
      ['./i.ts', 11, false],
    ]);
  });

  it('is not misled by comments, strings and exported values', () => {
    const source = [
      "// import a from './a.ts';",
      '/**',
      " * import('./b.ts')",
      ' */',
      "const routes = '/api/*';",
      "export const from = './c.ts';",
      "import d from './d.ts'; // */",
    ].join('\n');
    expect(importsOf(source)).toEqual([{ specifier: './d.ts', line: 7, typeOnly: false }]);
  });
});

describe('the import rule', () => {
  /** @type {[file: string, specifier: string, message: string | undefined][]} */
  const cases = [
    [
      'harness/domain/verdict/verdict.ts',
      '../../run/plan.ts',
      'harness/domain may not import harness/run',
    ],
    ['harness/exercise/sweep/sweep.ts', '../../../reports/html.ts', 'may not import reports'],
    ['harness/run/seed.ts', '../../clinic/clinic.ts', 'may not import clinic'],
    ['clinic/main.ts', '../harness/domain/ledger/fact.ts', 'clinic may not import harness/domain'],
    ['properties/model.ts', '../harness/run/seed.ts', 'properties may not import harness/run'],
    ['reports/html.ts', '../harness/run/plan.ts', 'reports may not import harness/run'],
    ['harness/canaries/token.ts', 'zod', 'the package zod, which is not at home here'],
    ['harness/exercise/http/pace.ts', 'undici/unheard-of', undefined],
    ['harness/exercise/http/pace.ts', 'axios', 'axios, which is not at home here'],
    ['harness/exercise/http/pace.test.ts', '../../../clinic/clinic.ts', undefined],
    ['harness/exercise/http/pace.test.ts', '../../run/plan.ts', 'may not import harness/run'],
    ['harness/exercise/http/pace.test.ts', 'msw', undefined],
    ['harness/exercise/http/pace.ts', './testing/server.ts', 'which only tests may'],
    ['harness/exercise/http/pace.test.ts', './testing/server.ts', undefined],
    ['harness/run/judge.ts', '../../reports/html.ts', undefined],
    ['properties/model.ts', '../harness/index.ts', undefined],
    ['harness/judging/rules/a.ts', '../evidence/b.ts', undefined],
    ['harness/judging/evidence/b.ts', '../rules/a.ts', 'may not import harness/judging/rules'],
    ['harness/judging/evidence/b.ts', '../judge.ts', 'may not import harness/judging'],
    ['harness/judging/evidence/b.test.ts', '../testing/run.ts', undefined],
    ['harness/exercise/attempt/a.ts', '../state/b.ts', undefined],
    ['harness/exercise/state/b.ts', '../attempt/a.ts', 'may not import harness/exercise/attempt'],
    ['harness/exercise/state/b.test.ts', '../attempt/a.ts', undefined],
    ['harness/domain/ledger/fact.ts', 'node:crypto', undefined],
    ['harness/domain/ledger/fact.ts', './verdict.ts', undefined],
  ];
  it.each(cases)('%s importing %s: %s', (file, specifier, message) => {
    const faults = importFaults(file, `\nimport { x } from '${specifier}';\n`);
    if (message === undefined) expect(faults).toEqual([]);
    else {
      expect(faults).toHaveLength(1);
      expect(faults[0]).toMatchObject({ file, line: 2 });
      expect(faults[0]?.message).toContain(message);
      expect(faults[0]?.remedy).not.toBe('');
    }
  });

  it('lets neighbours share types, and nothing that runs', () => {
    const file = 'harness/deployment/definition.ts';
    expect(importFaults(file, "import type { P } from '../accounts/persona.ts';")).toEqual([]);
    expect(importFaults(file, "import { p } from '../accounts/persona.ts';")).toHaveLength(1);
  });

  it('asks for a row for every place', () => {
    expect(importFaults('harness/utils/x.ts', '')).toHaveLength(1);
  });

  it('gives every package of package.json a home, and no other', () => {
    const packages = Object.keys({ ...dependencies, ...devDependencies });
    // Types are imported by the name of what they describe, which need not be there itself.
    const named = packages
      .map((name) => name.replace('@types/', ''))
      .filter((name) => name !== 'node');
    const isExample = (/** @type {string} */ place) => place.startsWith('examples/');
    const ours = Object.entries(homes).filter(([, places]) => !places.some(isExample));
    expect(new Set(ours.map(([name]) => name))).toEqual(new Set(named));
    // An example has packages of its own.
    for (const [name, places] of Object.entries(homes)) {
      for (const place of places.filter(isExample)) {
        const file = new URL(`../${place}/package.json`, import.meta.url);
        expect(Object.keys(JSON.parse(readFileSync(file, 'utf8')).dependencies)).toContain(name);
      }
    }
  });

  it('has no two places that may import each other', () => {
    for (const [place, theirs] of Object.entries(mayImport)) {
      for (const other of theirs) expect(mayImport[other] ?? []).not.toContain(place);
    }
  });
});
