import { anonymous, signedIn } from '../../domain/account.ts';
import type { FactOf } from '../../domain/fact.ts';
import type { Definition } from '../../deployment/definition.ts';
import type { AccountView, ThingView } from '../../deployment/views.ts';

/** What belongs to `owner`: a thing, or (null) the account's own details, with the fields it is known by. */
export type Property = { owner: AccountView; thing: ThingView | null; fields: readonly string[] };

/**
 * Evaluates the definition's `maySee` into facts, so that judging needs no user code: for each viewer (null:
 * anonymous) and each field. All fields become one fact with field null. Given `standIns`, there are no other
 * viewers so far: what all viewers may see becomes one fact for `*`, and what all stand-ins may see, one for
 * `signed-in`, since other workers' accounts are viewers too.
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

/** Null alone where all may be seen; asking for null alone would not do, since a rule may except one field. */
function fieldsSeen(
  maySee: NonNullable<Definition['maySee']>,
  { owner, thing, fields }: Property,
  viewer: AccountView | null,
): readonly (string | null)[] {
  const seen = fields.filter((field) => maySee({ viewer, thing, owner, field }));
  if (seen.length === fields.length && maySee({ viewer, thing, owner, field: null })) return [null];
  return seen;
}

/** A rule may look for what only real accounts have; it has granted nothing then. */
function fieldsSafely(...asked: Parameters<typeof fieldsSeen>): readonly (string | null)[] {
  try {
    return fieldsSeen(...asked);
  } catch {
    return [];
  }
}
