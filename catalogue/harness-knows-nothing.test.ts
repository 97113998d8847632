import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { openTestClinic } from '../clinic/testing/test-clinic.ts';
import { updates } from '../clinic/updates/index.ts';

const root = resolve(import.meta.dirname, '..');
const aside = /\.test\.|\.test-support\.|\/testing\/|\.d\.ts$/;

/** What the harness runs, by file, without what its comments give as examples. */
const sources = ['harness', 'reports'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => `${folder}/${name}`)
    .filter((name) => /\.(ts|mjs|js)$/.test(name) && !aside.test(name))
    .filter((name) => !name.startsWith('reports/runs/'))
    .map((name) => [name, withoutComments(readFileSync(join(root, name), 'utf8'))] as const),
);

/** Words that many services use, as does the clinic; and texts that show users what to write. */
const words = {
  consultationId: 'an id’s name, made of the word for what is protected',
  recordingId: 'an id’s name, made of the word for what is protected',
  nextCursor: 'what many lists call the cursor of the next page',
  patientName: 'one of many names of a person’s name in a row',
  secondFactorRequired: 'the name of a rule in the harness itself',
  totpSecret: 'the harness’s own word for the secret of codes',
  mediaUrl: 'an example in a remedy',
  nhsNumber: 'the harness’s own word in its personas',
  dateOfBirth: 'the harness’s own word in its personas',
  secondFactor: 'a part of the definition',
  patientId: 'an id’s name, made of the word for who it is of',
  createdAt: 'many records have it',
  expiresAt: 'whatever ends has it',
  startedAt: 'the run itself has it',
  endedAt: 'the run itself has it',
};
const examples = ['harness/deployment/', 'harness/domain/verdict/verdict.ts'];

/** What the clinic says of itself. */
async function documentOf(): Promise<{ paths: Record<string, unknown> }> {
  const clinic = await openTestClinic();
  const { text } = await clinic.ask('GET', '/api/openapi.json');
  return JSON.parse(text);
}

function withoutComments(source: string): string {
  return source.replaceAll(/\/\*.*?\*\//gs, '').replaceAll(/(^|\s)\/\/ .*$/gm, '$1');
}

/** Fields of several words: those of one are everybody's. */
function fieldsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const { properties = {} } = value as { properties?: object };
  const names =
    typeof properties === 'object' && properties !== null ? Object.keys(properties) : [];
  const own = names.filter((name) => /[a-z][A-Z]/.test(name));
  return [...own, ...Object.values(value).flatMap(fieldsIn)];
}

function naming(word: string): string[] {
  const whole = new RegExp(`(?<![\\w-])${word.replaceAll(/[^\w]/g, '\\$&')}(?![\\w-])`);
  return sources.flatMap(([name, source]) => (whole.test(source) ? [name] : []));
}

it('reads what it looks at', () => {
  expect(sources.length).toBeGreaterThan(500);
  expect(naming('defineDeployment').length).toBeGreaterThan(0);
  expect(withoutComments('/** a */ one // two\n// three\nfour')).toBe(' one \n\nfour');
});

it('imports nothing of the clinic', () => {
  const importing = sources.filter(([, source]) =>
    /(from|import\()\s*['"`][^'"`]*clinic\//.test(source),
  );
  expect(importing.map(([name]) => name)).toEqual([]);
});

it.each(updates.map(({ id }) => id))('does not name the update %s', (id) => {
  // The help of `--update` shows what may be written.
  expect(naming(id).filter((name) => name !== 'harness/cli/commands/verify.ts')).toEqual([]);
});

it('names no route of the clinic', async () => {
  const routes = Object.keys((await documentOf()).paths);
  expect(routes.length).toBeGreaterThan(10);
  const named = routes.flatMap((route) =>
    naming(route)
      .filter((name) => !examples.some((place) => name.startsWith(place)))
      .map((name) => `${name}: ${route}`),
  );
  expect(named).toEqual([]);
});

it('names no field of the clinic, but for words that everybody has', async () => {
  const fields = [...new Set(fieldsIn(await documentOf()))].filter((field) => !(field in words));
  expect(fields.length).toBeGreaterThan(8);
  expect(fields.flatMap((field) => naming(field).map((name) => `${name}: ${field}`))).toEqual([]);
});
