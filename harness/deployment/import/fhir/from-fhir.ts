import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { UsageError } from '../../../domain/errors.ts';
import type { Http } from '../../http.ts';
import type { SurfaceSource } from '../../surfaces/surface.ts';
import { isR4 } from './compartment.ts';
import { fhirJson } from './fhir-server.ts';
import { checkOptions } from './options.ts';
import type { FhirOptions } from './options.ts';
import { readCompartment, readStatement } from './statement.ts';
import type { Compartment, FhirStatement } from './statement.ts';
import { surfacesOf } from './surfaces-of.ts';

/** Largest statement that is read, in bytes. */
const largest = 20 * 1024 * 1024;

/**
 * Makes surfaces from the CapabilityStatement of a FHIR server: `surfaces: [...fromFhir('/fhir/metadata')]`. It is asked
 * for when a run begins. For each type of resource: its searches (the session's own, one patient's, by small pages, by
 * POST), reads, versions and histories; what a search includes by `_include` and `_revinclude`; `$everything`; Binary,
 * and the addresses that attachments name. Which types belong to patients, R4's Patient compartment says; of other
 * versions, the server's own CompartmentDefinition, and where it serves none each type is unreached by name. A surface
 * written in the definition replaces one with the same address.
 *
 * Ids are called as types are, with a small letter (`patient`, `documentReference`): accounts.create returns `patient`
 * among its `ids`, consultations.create the others.
 * @param source path of the statement on the deployment, its address on one of its hosts, or a file (a file URL, or a
 * path that does not begin with a slash, relative to the current folder)
 */
export function fromFhir(source: string | URL, options: FhirOptions = {}): SurfaceSource[] {
  checkOptions(options);
  const name = nameOf(source);
  return [
    {
      source: `FHIR ${name}`,
      read: async ({ http }) => statementAt(source, name, http, options),
      surfaces: (read) => surfacesOf(read as FhirStatement, options),
    },
  ];
}

async function statementAt(
  source: string | URL,
  name: string,
  http: Http,
  options: FhirOptions,
): Promise<FhirStatement> {
  const headers = { ...fhirJson, ...(await options.signIn?.({ http })) };
  const get = async (path: string) => (await http.get(path, { headers })).json();
  const isServed = /^(?:\/|https?:)/.test(String(source));
  const stated = isServed ? await get(String(source)) : await fromFile(source, name);
  const statement = readStatement(stated, name);
  const told = isServed ? String(source).replace(/\/metadata\/?(?:\?.*)?$/, '') : statement.ownBase;
  const base = (options.base ?? told)?.replace(/\/+$/, '');
  if (base === undefined)
    throw new UsageError(
      `${name} does not say at which address the server is`,
      "Give the server's base: fromFhir(…, { base: '/fhir' }).",
    );
  const compartment = isR4(statement.fhirVersion) ? null : await ownCompartment(base, get);
  return { ...statement, base, compartment };
}

/** The patient's compartment as the server defines it; null where it serves no such definition. */
async function ownCompartment(
  base: string,
  get: (path: string) => Promise<unknown>,
): Promise<Compartment | null> {
  for (const path of ['CompartmentDefinition/patient', 'CompartmentDefinition?code=Patient']) {
    const answer: unknown = await get(`${base}/${path}`).catch(() => null);
    const compartment = readCompartment(answer);
    if (compartment !== null) return compartment;
  }
  return null;
}

async function fromFile(source: string | URL, name: string): Promise<unknown> {
  const address = URL.parse(String(source));
  const file = address?.protocol === 'file:' ? fileURLToPath(address) : resolve(String(source));
  try {
    if ((await stat(file)).size > largest) throw new Error('it is larger than 20 MB');
    return JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    throw new UsageError(
      `cannot read the CapabilityStatement ${name}: ${error instanceof Error ? error.message : String(error)}`,
      'Correct its path: it is relative to where chaperone is started, or new URL(path, import.meta.url).',
    );
  }
}

/** The source in reports: without a query, which may hold a key, and without the folders of a file. */
function nameOf(source: string | URL): string {
  const text = String(source).replace(/[?#].*$/s, '');
  return text.startsWith('file:') ? (text.split('/').at(-1) ?? text) : text;
}
