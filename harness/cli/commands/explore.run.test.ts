import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { emptyFolder } from '../../run/testing/work-folder.ts';
import { chaperoneHere } from '../testing/in-process.ts';

describe('chaperone explore', () => {
  it('finds the surfaces of the clinic’s pages, and writes them as code', async () => {
    const folder = await emptyFolder();
    const { code, out } = await chaperoneHere(folder, [
      'explore',
      '--demo',
      '--cohort',
      'call=video',
    ]);
    expect(code).toBe(0);
    const text = await readFile(join(folder, 'chaperone.surfaces.ts'), 'utf8');
    for (const id of [
      'GET /replays',
      'GET /consultations/{consultation}',
      'GET /replays/{recording}',
    ])
      expect(text).toContain(`'${id}'`);
    expect(text).toContain("stream('GET /api/recordings/{recording}/media')");
    expect(out).toContain('known GET /replays/{recording}');
    expect(out).toContain('new   GET /bookings');
    expect(text).not.toMatch(/sign-in|cookie|bearer/i);
  });

  it('keeps an existing file, and says how to overwrite it', async () => {
    const folder = await emptyFolder();
    await writeFile(join(folder, 'chaperone.surfaces.ts'), 'mine');
    const { code, err } = await chaperoneHere(folder, ['explore']);
    expect(code).toBe(2);
    expect(err).toContain('--force');
    expect(await readFile(join(folder, 'chaperone.surfaces.ts'), 'utf8')).toBe('mine');
  });
});
