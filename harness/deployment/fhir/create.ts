import type { Http } from '../http.ts';
import type { NewResource } from './resources.ts';

const type = 'application/fhir+json';

/**
 * Creates a resource on a FHIR server, and resolves with the id that the server gave. `base`: as in `fromFhir`
 * (`/fhir`). Rejects where the server refuses it, or gives no id.
 */
export async function create(http: Http, base: string, resource: NewResource): Promise<string> {
  const { resourceType } = resource;
  const answer = await http.post(`${base}/${resourceType}`, {
    headers: { 'content-type': type, accept: type, prefer: 'return=representation' },
    body: JSON.stringify(resource),
  });
  const id = idIn(answer.text()) ?? idAt(answer.headers['location'] ?? '', resourceType);
  if (id === null) throw new Error(`the server gave no id for the ${resourceType} that it created`);
  return id;
}

/** The id in the resource as the server returns it. Some return nothing, or an OperationOutcome. */
function idIn(text: string): string | null {
  try {
    const { resourceType, id } = JSON.parse(text) as Record<string, unknown>;
    return typeof id === 'string' && id !== '' && resourceType !== 'OperationOutcome' ? id : null;
  } catch {
    return null;
  }
}

/** The id in the address of what was created: `…/Appointment/12/_history/1`. */
function idAt(location: string, resourceType: string): string | null {
  const steps = location.replace(/[?#].*$/s, '').split('/');
  const at = steps.lastIndexOf(resourceType);
  return at < 0 ? null : (steps[at + 1] ?? null);
}
