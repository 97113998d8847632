import { anonymous, signedIn } from '../../domain/accounts/account.ts';
import type { FactOf } from '../../domain/ledger/fact.ts';
import type { Definition } from '../../deployment/definition.ts';
import type { AccountView, ThingView } from '../../deployment/views.ts';

/**
 * Something that belongs to `owner`: a thing, or (null) the account's own details. `fields`: the names of its fields.
 */
export type Property = { owner: AccountView; thing: ThingView | null; fields: readonly string[] };

/**
 * Evaluates the definition's `maySee` into facts for each viewer (null: anonymous) and each field, so that judging
 * needs no user code. If a viewer may see all fields, one fact with `field: null` says so.
 * @param options.at when the entitlements begin, in milliseconds since the epoch
 * @param options.standIns made-up patients. If they are given, `viewers` must be all viewers that exist so far. Then
 * what all viewers may see becomes one fact for `*`, and what all stand-ins may see one fact for `signed-in`, because
 * accounts of other workers are viewers too.
 */
export function entitledFacts(
  maySee: NonNullable<Definition['maySee']>,
  property: Property,
  viewers: readonly (AccountView | null)[],
  options: { at: number; standIns?: readonly AccountView[] },
): FactOf<'entitled'>[] {
  const owner = property.owner.id;
  const thing = property.thing?.id ?? null;
  const others = viewers.filter((viewer) => viewer?.id !== owner);
  const allowed = others.map((viewer) => fieldsSeen(maySee, property, viewer));
  const toStandIns = options.standIns?.map((viewer) => fieldsSafely(maySee, property, viewer));
  return [null, ...property.fields].flatMap((field) => {
    const entitled = others.filter((_, index) => allowed[index]?.includes(field));
    const all =
      toStandIns !== undefined && entitled.length === others.length && others.includes(null);
    const toSignedIn = toStandIns?.every((fields) => fields.includes(field)) === true;
    const named = entitled.map((viewer) => viewer?.id ?? anonymous);
    const ids = all ? ['*'] : [...named, ...(toSignedIn ? [signedIn] : [])];
    return ids.map((viewer) => ({
      type: 'fact' as const,
      fact: 'entitled' as const,
      at: options.at,
      viewer,
      owner,
      thing,
      field,
    }));
  });
}

/**
 * The fields that a viewer may see; `[null]` for all. Every field is asked for, because a rule may except one field.
 */
function fieldsSeen(
  maySee: NonNullable<Definition['maySee']>,
  { owner, thing, fields }: Property,
  viewer: AccountView | null,
): readonly (string | null)[] {
  const seen = fields.filter((field) => maySee({ viewer, thing, owner, field }));
  if (seen.length === fields.length && maySee({ viewer, thing, owner, field: null })) return [null];
  return seen;
}

/** As `fieldsSeen`, for a stand-in. A rule that throws because a stand-in lacks something has granted nothing. */
function fieldsSafely(...asked: Parameters<typeof fieldsSeen>): readonly (string | null)[] {
  try {
    return fieldsSeen(...asked);
  } catch {
    return [];
  }
}
