import type { Surface } from '../../surfaces/surface.ts';
import { link } from '../../surfaces/surfaces.ts';
import { bundleList, fhirJson, imported, resourceRead } from './fhir-server.ts';
import type { FhirServer, ResourceType } from './fhir-server.ts';

/** A resource by its id, in its present and its former versions. */
export function readSurfaces(server: FhirServer, resource: ResourceType): Surface[] {
  const { type, at, id, interactions, isPersonal } = resource;
  const one = `${at}/{${id ?? ''}}`;
  const can = (interaction: string) => interactions.includes(interaction);
  return [
    // A Binary is read as a file.
    ...(can('read') && id !== null && type !== 'Binary' ? [resourceRead(`GET ${one}`)] : []),
    ...(can('vread') && can('read') && id !== null ? [versionOf(`GET ${one}`, one)] : []),
    ...(can('history-instance') && id !== null ? [bundleList(server, `GET ${one}/_history`)] : []),
    ...(can('history-type') && isPersonal === true
      ? [bundleList(server, `GET ${at}/_history`)]
      : []),
  ];
}

/** The present version by its own address, as the owner's answer tells its name: numbers on some servers, ids on others. */
function versionOf(from: string, one: string): Surface {
  const at = (body: unknown, ids: Readonly<Record<string, string>>) => {
    const version = (body as { meta?: { versionId?: unknown } } | null)?.meta?.versionId;
    if (typeof version !== 'string' || !/^[A-Za-z0-9.-]{1,64}$/.test(version)) return null;
    const address = one.replace(/\{(\w+)\}/g, (_, name: string) =>
      encodeURIComponent(ids[name] ?? ''),
    );
    return `${address}/_history/${version}`;
  };
  const surface = link(from, at, { gives: 'read', headers: fhirJson });
  return imported({ ...surface, id: `${from} → version` });
}
