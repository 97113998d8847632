import type { UnreachedSurface } from '../../surfaces/surface.ts';
import { UsageError } from '../../../domain/errors.ts';
import { queriesOfField } from './field-queries.ts';
import type { Drafting } from './drafting.ts';
import type { SubscriptionDraft } from './query-draft.ts';

/**
 * The subscriptions of a schema of which an action is known that makes them tell something; the others are unreached.
 * One that is bound to an id is a thing's, any other an account's. Throws a UsageError where one is named that the schema
 * does not have.
 */
export function subscriptionsOf(about: Drafting): {
  subscriptions: readonly SubscriptionDraft[];
  unreached: readonly UnreachedSurface[];
} {
  const root = about.schema.getSubscriptionType();
  const { subscriptions: acts = {}, except = {} } = about.options;
  const fields = Object.values(root?.getFields() ?? {});
  const missing = Object.keys(acts).find((name) => fields.every((field) => field.name !== name));
  if (missing !== undefined)
    throw new UsageError(
      `fromGraphQl: there is no subscription ${JSON.stringify(missing)} in the schema`,
      `Correct its name${
        fields.length === 0
          ? ', or leave it out'
          : `: ${fields
              .slice(0, 20)
              .map(({ name }) => name.slice(0, 100))
              .join(', ')}`
      }.`,
    );
  const subscriptions: SubscriptionDraft[] = [];
  const unreached: UnreachedSurface[] = [];
  const untold: string[] = [];
  for (const field of fields) {
    const act = Object.hasOwn(acts, field.name) ? acts[field.name] : undefined;
    if (!root || Object.hasOwn(except, field.name)) continue;
    if (act === undefined) {
      untold.push(field.name.slice(0, 100));
      continue;
    }
    const made = queriesOfField(root, field, { ...about, operation: 'subscription' });
    unreached.push(...made.unreached.filter(({ unreached: name }) => name === field.name));
    // A subscription asks for one field, whole: what lies within it is asked for with it.
    const first =
      made.queries.find(({ name }) => name === `${field.name}(nested)`) ??
      made.queries.find(({ name }) => name === field.name);
    if (first === undefined) continue;
    const { query, variables } = first;
    const isOfThing = /\{\w+\}/.test(JSON.stringify([query, variables]));
    subscriptions.push({
      name: field.name,
      gives: isOfThing ? 'read' : 'list',
      query,
      variables,
      act,
    });
  }
  return { subscriptions, unreached: [...unreached, ...withoutAct(untold)] };
}

function withoutAct(names: readonly string[]): UnreachedSurface[] {
  return names.slice(0, 20).map((name) => ({
    unreached: `subscription ${name}`,
    why: `name the action that makes it tell its owner something: fromGraphQl(…, { subscriptions: { ${name}: 'sendMessage' } })`,
  }));
}
