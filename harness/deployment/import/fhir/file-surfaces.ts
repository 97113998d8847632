import type { Surface } from '../../surfaces/surface.ts';
import { link, stream } from '../../surfaces/surfaces.ts';
import { addressOnServer } from './bundle.ts';
import { imported, resourceRead } from './fhir-server.ts';
import type { FhirServer, ResourceType } from './fhir-server.ts';

/** Elements in which resources hold files or the addresses of files (Attachment), by type. */
const attachments: Readonly<Record<string, readonly string[]>> = {
  Communication: ['payload', 'contentAttachment'],
  Consent: ['sourceAttachment'],
  DiagnosticReport: ['presentedForm'],
  DocumentReference: ['content', 'attachment'],
  Media: ['content'],
  Patient: ['photo'],
};

/** Files: Binary as bytes and as JSON, and what attachments name the address of, wherever that is. */
export function fileSurfaces(server: FhirServer, resource: ResourceType): Surface[] {
  const { type, at, id, interactions } = resource;
  if (id === null || !interactions.includes('read')) return [];
  const one = `GET ${at}/{${id}}`;
  if (type === 'Binary') return [imported(stream(one)), resourceRead(`${one}#json`)];
  const path = attachments[type];
  if (path === undefined) return [];
  // Headers would go with both requests, and a server asked for FHIR's JSON wraps the file into it.
  const surface = link(one, (body) => attachmentIn(body, path, server), { gives: 'stream' });
  return [imported({ ...surface, id: `${one} → attachment` })];
}

/** The address of the first attachment that has one. A file may stand in the resource itself, too. */
function attachmentIn(body: unknown, path: readonly string[], server: FhirServer): string | null {
  const found = valuesAt(body, path)
    .map((attachment) => (attachment as { url?: unknown } | null)?.url)
    .find((url) => typeof url === 'string' && url !== '');
  return typeof found === 'string' ? addressOnServer(found, server) : null;
}

function valuesAt(value: unknown, path: readonly string[]): unknown[] {
  if (Array.isArray(value)) return value.flatMap((one) => valuesAt(one, path));
  const [first, ...rest] = path;
  if (first === undefined) return [value];
  if (typeof value !== 'object' || value === null) return [];
  return valuesAt((value as Record<string, unknown>)[first], rest);
}
