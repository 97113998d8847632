import { readdirSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openTestClinic } from '../testing/test-clinic.ts';
import { findUpdate, updates } from './index.ts';

describe('the catalogue', () => {
  it('names each update as its file', () => {
    const files = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' });
    const names = files.map((file) => basename(file));
    for (const { id } of updates) {
      expect(names, id).toContain(`${id}.ts`);
      expect(findUpdate(id)?.id).toBe(id);
    }
    expect(findUpdate('never')).toBeUndefined();
  });

  it('leads to releases of different names', () => {
    const names = ['2020.5', ...updates.map(({ release }) => release)];
    expect(new Set(names).size).toBe(names.length);
  });
});

describe.each(updates)('$id', (update) => {
  it('keeps sessions and records, says its release, and is applied once', async () => {
    const clinic = await openTestClinic();
    const patient = await clinic.patient();
    await clinic.restart(update);
    const { appliedAt } = clinic.open().clinic.release;
    expect((await patient.ask('GET', '/api/me')).body.id).toBe(patient.id);
    expect((await clinic.ask('GET', '/api/release')).body).toEqual({ release: update.release });
    await clinic.restart(update);
    expect(clinic.open().clinic.release.appliedAt).toBe(appliedAt);
    await clinic.restart(null);
    expect((await clinic.ask('GET', '/api/release')).body).toEqual({ release: '2020.5' });
    await clinic.restart(update);
    expect((await patient.ask('GET', '/api/replays')).status).toBe(200);
  });
});
