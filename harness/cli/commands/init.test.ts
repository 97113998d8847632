import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startClinic } from '../../../clinic/embedded.ts';
import { emptyFolder } from '../../run/testing/work-folder.ts';
import { chaperoneHere } from '../testing/in-process.ts';

describe('chaperone init', () => {
  it('drafts a definition from the document that a deployment serves, and keeps a copy', async () => {
    const folder = await emptyFolder();
    const clinic = await startClinic();
    const { code, out, err } = await chaperoneHere(folder, ['init', '--url', clinic.url]);
    await clinic.stop();
    expect({ code, err }).toEqual({
      code: 0,
      err: expect.stringContaining('OpenAPI document is at'),
    });
    expect(out).toMatch(/Wrote chaperone\.config\.ts\. \d+ lines in it are marked FILL IN\./);
    const text = await readFile(join(folder, 'chaperone.config.ts'), 'utf8');
    expect(text).toContain("fromOpenApi(new URL('chaperone.openapi.json', import.meta.url))");
    expect(text).toContain("openApi: '/api/openapi.json',");
    expect(
      JSON.parse(await readFile(join(folder, 'chaperone.openapi.json'), 'utf8')),
    ).toHaveProperty('paths');
  });

  it('keeps an existing definition, and says how to overwrite it', async () => {
    const folder = await emptyFolder();
    await writeFile(join(folder, 'chaperone.config.ts'), 'mine');
    const { code, err } = await chaperoneHere(folder, ['init', '--url', 'https://a.test']);
    expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining('--force') });
    expect(await readFile(join(folder, 'chaperone.config.ts'), 'utf8')).toBe('mine');
  });

  it.each(['chaperone.config.mts', 'chaperone.config.js'])(
    'writes no second definition beside %s, by force neither',
    async (name) => {
      const folder = await emptyFolder();
      await writeFile(join(folder, name), 'mine');
      for (const more of [[], ['--force']]) {
        const args = ['init', '--url', 'https://a.test', ...more];
        const { code, err } = await chaperoneHere(folder, args);
        expect({ code, err }).toEqual({
          code: 2,
          err: expect.stringContaining(join(folder, name)),
        });
      }
      expect(await readdir(folder)).toEqual([name]);
    },
  );

  it('outside a terminal asks nothing, and says what to give', async () => {
    const { code, err } = await chaperoneHere(await emptyFolder(), ['init']);
    expect({ code, err }).toEqual({
      code: 2,
      err: expect.stringContaining('Give --url, --openapi or --har'),
    });
  });
});
