import type { ListPage } from '../../surfaces/surface.ts';
import { isOfPatients } from './compartment.ts';
import type { Compartment } from './statement.ts';

type Fields = Readonly<Record<string, unknown>>;

/**
 * The entries of a Bundle that belong to a patient, whether they matched or were included with what matched: an
 * included resource of a stranger's is a leak as well. What is common to all (practitioners, places, codes) is no row.
 */
export function patientEntries(compartment: Compartment) {
  return (body: unknown): readonly unknown[] => {
    if (!isObject(body) || body['resourceType'] !== 'Bundle') throw new Error('no Bundle');
    const entries = Array.isArray(body['entry']) ? (body['entry'] as unknown[]) : [];
    return entries.filter((entry) => isPatients(entry, compartment));
  };
}

function isPatients(entry: unknown, compartment: Compartment): boolean {
  if (!isObject(entry)) return true;
  const { resource, search } = entry;
  if (isObject(search) && search['mode'] === 'outcome') return false;
  // A deleted version has no resource, but an address that tells its id.
  if (!isObject(resource)) return true;
  const type = String(resource['resourceType']);
  if (type === 'OperationOutcome' || !isOfPatients(type, compartment)) return false;
  const elements = Object.values(compartment[type] ?? {}).flat();
  const named = elements.flatMap((element) => referencesAt(resource, element.split('.')));
  // An appointment that names practitioners and rooms, and no patient, is a free slot, and in nobody's compartment.
  return type === 'Patient' || named.length === 0 || named.some(isOfPatient);
}

function isOfPatient(reference: string): boolean {
  return (
    /(?:^|\/)Patient\/|^#|^urn:/.test(reference) || !/(?:^|\/)[A-Z][A-Za-z]+\//.test(reference)
  );
}

/** The references at an element; `''` where one tells no address. */
function referencesAt(value: unknown, path: readonly string[]): string[] {
  if (Array.isArray(value)) return value.flatMap((one) => referencesAt(one, path));
  if (!isObject(value)) return [];
  const [first, ...rest] = path;
  if (first !== undefined) return referencesAt(value[first], rest);
  const { reference } = value;
  return [typeof reference === 'string' ? reference : ''];
}

/** How a server is addressed: by us, and by itself. */
export type Bases = { base: string; ownBase: string | null };

/**
 * Where the next page of a Bundle is: its link `next`, as an address that the deployment is asked at. Servers behind a
 * proxy write addresses that only their own network knows; those are told by the base that the server calls its own, and
 * by the page's own address (`self`).
 */
export function nextOfBundle(bases: Bases) {
  return ({ body, url }: ListPage): string | null => {
    const next = linkOf(body, 'next');
    if (next === null) return null;
    const self = linkOf(body, 'self');
    return addressOnServer(next, {
      ...bases,
      ownBase: self === null ? bases.ownBase : (ownBaseIn(self, url, bases.base) ?? bases.ownBase),
    });
  };
}

/** The address of a link of a Bundle; null where it has none. `relative`: as some servers call `relation`. */
function linkOf(body: unknown, wanted: string): string | null {
  const links = isObject(body) && Array.isArray(body['link']) ? (body['link'] as unknown[]) : [];
  const link = links
    .filter(isObject)
    .find(({ relation, relative, rel }) => [relation, relative, rel].includes(wanted));
  const address = link?.['url'] ?? link?.['href'];
  return typeof address === 'string' && address !== '' ? address : null;
}

/** The server's own name for its base, from its own name for the page that we asked for. */
function ownBaseIn(self: string, asked: string, base: string): string | null {
  const path = URL.parse(base, asked)?.pathname.replace(/\/+$/, '') ?? '';
  const rest = new URL(asked).pathname.slice(path.length);
  const own = URL.parse(self);
  if (own === null || !own.pathname.endsWith(rest)) return null;
  return own.origin + own.pathname.slice(0, own.pathname.length - rest.length);
}

/**
 * An address or reference that an answer of the server holds, as the deployment is asked for it: a relative one is
 * meant from the base (`Binary/12`), and one on the base that the server calls its own is moved to ours.
 */
export function addressOnServer(address: string, { base, ownBase }: Bases): string {
  if (/^[/?]/.test(address)) return address;
  if (!/^[a-z][a-z\d+.-]*:/i.test(address)) return `${base}/${address}`;
  return ownBase !== null && isBelow(address, ownBase)
    ? base + address.slice(ownBase.length)
    : address;
}

function isBelow(address: string, base: string): boolean {
  return address.startsWith(base) && /^(?:[/?#]|$)/.test(address.slice(base.length));
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
