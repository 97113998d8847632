import { UsageError } from '../domain/errors.ts';
import type { Role } from '../domain/accounts/account.ts';
import type { Ids } from '../domain/ledger/thing.ts';
import { bindingsOf } from './surfaces/bind-path.ts';
import { unknownField } from './checks/schema-parts.ts';
import type { AccountView } from './views.ts';

/** What makes the body of a write. */
export type WriteContext = {
  /** Mints a canary token for a field of the body: by it the write is recognised wherever it shows. */
  token(field: string): string;
  /** Who writes. */
  account: AccountView;
  /** The ids of the thing that is written to, and of its owner; of a write that creates something, the writer's own. */
  ids: Ids;
};

export type WriteOptions = {
  /**
   * The JSON body, or a function that makes it. Bindings in its texts are filled with the thing's ids. Let it change
   * something that the owner can see, and hold a token where text may stand. Default: no body.
   */
  json?: ((context: WriteContext) => unknown) | Readonly<Record<string, unknown>>;
  headers?: Readonly<Record<string, string>>;
  /**
   * The body's field that would name the owner (`patientId`), or a function that returns such fields of an account's ids.
   * With it others claim the thing, and writers give theirs away. Default: the usual names, made of the names of the
   * account's ids.
   */
  owner?: string | ((ids: Ids) => Readonly<Record<string, unknown>>);
  /** The role of the party that may write this: `clinician`. Default: the thing's owner. */
  by?: Role;
  /**
   * The actions by which a thing is made that serves for nothing but this write: `['book']`. The first one creates it.
   * Default: `consultations.create`.
   */
  make?: readonly string[];
};

/** A request that changes something, and that may be tried on others' things. Made by `write`. */
export type Write = Omit<WriteOptions, 'json'> & {
  writes: true;
  /** Method and path template. */
  id: string;
  method: string;
  path: string;
  headers: Readonly<Record<string, string>>;
  /** Names of the ids in its address. None: a POST creates something, and others change the writer's own account. */
  needs: readonly string[];
  json?: (context: WriteContext) => unknown;
};

/** Whether a write is of the account that writes: it changes what stands at the same address for all (`PATCH /me`). */
export function isOfAccount({ method, needs }: Pick<Write, 'method' | 'needs'>): boolean {
  return needs.length === 0 && method !== 'POST';
}

const methods = ['POST', 'PUT', 'PATCH', 'DELETE'];
const options: readonly string[] = [
  'json',
  'headers',
  'owner',
  'by',
  'make',
] satisfies (keyof WriteOptions)[];

/**
 * Says that a request may be tried on others' things:
 * `write('PATCH /api/visits/{visit}', { json: ({ token }) => ({ reason: token('reason') }) })`. Each time it is tried on
 * a thing that was made for it alone. Throws a UsageError that names what is wrong.
 */
export function write(id: string, given: WriteOptions = {}): Write {
  const [method = '', path = '', ...more] = id.split(' ');
  const unknown = Object.keys(given).find((name) => !options.includes(name));
  if (unknown !== undefined)
    refuse(id, unknownField(unknown, [...options]), 'Correct or remove it.');
  if (!methods.includes(method) || !path.startsWith('/') || more.length > 0)
    refuse(id, 'is no method and path', `Write it like 'PATCH /api/visits/{visit}'.`);
  const { json, headers = {}, ...rest } = given;
  const needs = bindingsOf(path);
  if (needs.length === 0 && json === undefined)
    refuse(id, 'names no thing and has no body', 'Add `json`, with a token in it.');
  return {
    writes: true,
    id,
    method,
    path: path.replace(/#.*$/, ''),
    headers,
    needs,
    ...rest,
    ...(json === undefined
      ? {}
      : {
          json: typeof json === 'function' ? json : () => json,
        }),
  };
}

/** What may be written. `'POST'`, or `true`: a POST where the deployment may take it for a write. */
export type Writes = boolean | readonly (Write | 'POST')[];

/** What may be tried on others' things; nothing where the definition gives no list. */
export function writesOf({ writes }: { writes?: Writes }): readonly Write[] {
  return typeof writes === 'object' ? writes.filter((one) => one !== 'POST') : [];
}

/** Whether a POST may be sent where the deployment may take it for a write. */
export function allowsPost({ writes = false }: { writes?: Writes }): boolean {
  return typeof writes === 'object' ? writes.includes('POST') : writes;
}

/** The writes as a plan names them. */
export function writesInPlan(definition: { writes?: Writes }): {
  writes?: string[];
} {
  const writes = writesOf(definition).map(({ id }) => id);
  return writes.length === 0 ? {} : { writes };
}

export function isWrite(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'writes' in value && 'path' in value;
}

/** The fields of a body that would make an account the owner. Empty where the account has no id. */
export function ownerFields(
  { owner }: Pick<Write, 'owner'>,
  ids: Ids,
): Readonly<Record<string, unknown>> {
  if (typeof owner === 'function') return owner(ids);
  const [first] = Object.values(ids);
  if (first === undefined) return {};
  if (owner !== undefined) return { [owner]: first };
  const named = Object.entries(ids).flatMap(([name, value]) =>
    ['Id', '_id'].map((ending) => [`${name}${ending}`, value] as const),
  );
  const usual = ['owner', 'user', 'account'].flatMap((name) => [`${name}Id`, `${name}_id`]);
  return {
    ...Object.fromEntries(usual.map((name) => [name, first])),
    ...Object.fromEntries(named),
  };
}

function refuse(id: string, problem: string, remedy: string): never {
  throw new UsageError(`write ${JSON.stringify(id)}: ${problem}`, remedy);
}
