import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UsageError } from '../../domain/errors.ts';
import { parsePoolCsv } from './pool-csv.ts';
import { readPool } from './pool.ts';

describe('accounts in CSV', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'chaperone-pool-csv-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  const read = async (text: string, environment = {}) => {
    const file = join(folder, 'accounts.csv');
    await writeFile(file, text);
    return readPool(file, environment);
  };
  const header = 'role,cohort.region,credentials.email,credentials.password,ids.patient';

  it.each([
    ['plain', `${header}\nclinician,,d@x.test,env:PASSWORD,\n,uk,a@x.test,"q,""7""",p1\n`],
    [
      'as a spreadsheet writes it',
      `\uFEFF${header.replaceAll(',', ';')}\r\nclinician;;d@x.test;env:PASSWORD;\r\n\r\n;uk;a@x.test;"q,""7""";p1\r\n;;;;\r\n`,
    ],
  ])('is read: %s', async (_, text) => {
    expect(await read(text, { PASSWORD: 'swordfish' })).toEqual([
      {
        role: 'clinician',
        cohort: {},
        credentials: { email: 'd@x.test', password: 'swordfish' },
        ids: {},
      },
      {
        role: 'patient',
        cohort: { region: 'uk' },
        credentials: { email: 'a@x.test', password: 'q,"7"' },
        ids: { patient: 'p1' },
      },
    ]);
  });

  it.each([
    ['a title that is unknown', 'rolle,credentials.email\n,a\n', /line 1, column 1/],
    ['no header', 'a@x.test,swordfish\n', /line 1, column 1/],
    ['a column twice', 'ids.a,ids.a,credentials.email\n1,2,a\n', /two columns ids\.a/],
    ['a value too many', 'role,credentials.email\n,a\n,"b",swordfish\n', /line 3: it has 3 values/],
    ['an open quote', 'role,credentials.email\n,a\n,"swordfish\n', /is not CSV: a quote is opened/],
    ['a stray quote', 'credentials.email\na"swordfish"\n', /line 2 is not CSV: a quote stands/],
    [
      'something after a quote',
      'credentials.email\n"a"swordfish\n',
      /line 2 is not CSV: something/,
    ],
    ['no credentials', 'role,credentials.email\n,a\npatient,\n', /line 3: no column credentials/],
    ['no account', 'role,credentials.email\n', /holds no account/],
    ['nothing', '', /holds no account/],
    ['an unset variable', 'credentials.a,role\n"x\ny",\nenv:NO,\n', /line 4: a is to come from NO/],
    ['an account twice', 'credentials.email\na\nb\nA\n', /lines 2 and 4 have the same/],
  ])('refuses %s, by line and without a value', async (_, text, message) => {
    const reading = read(text);
    await expect(reading).rejects.toThrow(message);
    await expect(reading).rejects.toBeInstanceOf(UsageError);
    await expect(reading).rejects.not.toThrow(/swordfish/);
  });

  it('reads back all written accounts, and names the place of anything else', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        try {
          parsePoolCsv(`credentials.email\n${text}`, 'f');
        } catch (error) {
          expect(error).toBeInstanceOf(UsageError);
        }
      }),
    );
    const value = fc.string({ minLength: 1 }).filter((text) => text.trim() === text && text !== '');
    fc.assert(
      fc.property(fc.array(value, { minLength: 1 }), (values) => {
        const lines = values.map((text) => `"${text.replaceAll('"', '""')}"`);
        const read = parsePoolCsv(`credentials.email\r\n${lines.join('\r\n')}\r\n`, 'f');
        expect(read.map(({ entry: { credentials } }) => credentials['email'])).toEqual(values);
      }),
    );
  });
});
