import { describe, expect, it } from 'vitest';
import { createApp } from '../app.ts';
import { baseFunctions } from '../base-functions.ts';
import { openTestClinic } from '../testing/test-clinic.ts';
import { updates } from '../updates/index.ts';

/** The parts of an OpenAPI document that are looked at. */
interface Document {
  openapi: string;
  paths: Record<string, Record<string, { parameters?: { in: string; name: string }[] }>>;
  components: Record<string, object>;
}

/** All that a document refers to by $ref. */
function references(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === '$ref' ? [String(inner)] : references(inner),
  );
}

describe('the OpenAPI document', () => {
  it('names every route of the API, each path parameter, and nothing that is missing', async () => {
    for (const update of [null, ...updates]) {
      const test = await openTestClinic(update === null ? {} : { update });
      const { clinic } = test.open();
      const base = baseFunctions(clinic);
      const functions = { ...base, ...update?.overrides(base, clinic) };
      const app = createApp({ clinic, functions, adminKey: '' });
      const document: Document = JSON.parse((await test.ask('GET', '/api/openapi.json')).text);
      expect(document.openapi).toBe('3.1.0');
      const documented = Object.entries(document.paths).flatMap(([path, methods]) =>
        Object.keys(methods).map((method) => `${method} ${path}`),
      );
      const served = app.routes
        .filter(({ path, method }) => path.startsWith('/api/') && method !== 'ALL')
        .map(({ path, method }) => `${method.toLowerCase()} ${path.replaceAll(/:(\w+)/g, '{$1}')}`)
        .filter((route) => route !== 'get /api/openapi.json');
      expect(documented.sort()).toEqual([...new Set(served)].sort());
      expect(documented.some((route) => route.includes('switch'))).toBe(update !== null);
      for (const reference of references(document)) {
        const [, , kind, name] = reference.split('/');
        expect(document.components[kind ?? '']).toHaveProperty(name ?? '');
      }
      for (const [path, methods] of Object.entries(document.paths)) {
        for (const { parameters = [] } of Object.values(methods)) {
          const named = parameters
            .filter((parameter: { in: string }) => parameter.in === 'path')
            .map((parameter: { name: string }) => `{${parameter.name}}`);
          expect(named).toEqual(path.match(/\{\w+\}/g) ?? []);
        }
      }
    }
  });

  it('says nothing of what an update breaks', async () => {
    for (const update of updates) {
      const clinic = await openTestClinic({ update });
      expect((await clinic.ask('GET', '/api/openapi.json')).text).not.toMatch(/babylon|leak/i);
    }
  });
});

describe('the API', () => {
  it('marks private answers, and answers what it does not know', async () => {
    const clinic = await openTestClinic();
    const patient = await clinic.patient();
    const own = await patient.ask('GET', '/api/me');
    expect(own.headers.get('cache-control')).toBe('private, no-store');
    expect(own.headers.get('vary')).toBe('Cookie, Authorization');
    const missing = await patient.ask('GET', '/api/never');
    expect([missing.status, missing.body.error.code]).toEqual([404, 'not-found']);
    const broken = await patient.ask('POST', '/api/consultations', new URLSearchParams({ a: 'b' }));
    expect(broken.status).toBeGreaterThanOrEqual(400);
  });

  it('takes no large bodies, and no changes that other sites ask for', async () => {
    const clinic = await openTestClinic();
    const patient = await clinic.patient();
    const large = { phone: 'x'.repeat(70_000) };
    expect((await patient.ask('PATCH', '/api/me', large)).status).toBe(413);
    const from = (origin: string) => patient.ask('PATCH', '/api/me', { phone: '1' }, { origin });
    expect((await from('https://elsewhere.example')).status).toBe(403);
    expect((await from('null')).status).toBe(403);
    expect((await from(clinic.open().url)).status).toBe(200);
  });

  it('does not say what went wrong inside of it', async () => {
    const clinic = await openTestClinic();
    const patient = await clinic.patient();
    const { status, text } = await patient.ask('POST', '/api/consultations', Buffer.from('{'), {
      'content-type': 'application/json',
    });
    expect(status).toBe(400);
    expect(text).not.toMatch(/at |node_modules|sqlite/i);
  });
});
