import { z } from '@hono/zod-openapi';
import { HTTPException } from 'hono/http-exception';
import { defaultLimit, fromCursor, largestLimit, toCursor } from '../store/page.ts';
import type { Page, PageRequest } from '../store/page.ts';

/** A line or text of bounded length that is not blank. */
export const text = (most: number): z.ZodString => z.string().trim().min(1).max(most);

/** A point in time in answers. */
export const time = z.iso.datetime();

/** A point in time as answers give it. */
export function toTime(milliseconds: number): string;
export function toTime(milliseconds: number | null): string | null;
export function toTime(milliseconds: number | null): string | null {
  return milliseconds === null ? null : new Date(milliseconds).toISOString();
}

const problem = z
  .object({ error: z.object({ code: z.string(), message: z.string() }) })
  .openapi('Problem');

/** What every list takes. */
export const pageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(largestLimit).default(defaultLimit),
  cursor: z.string().max(100).optional(),
});

/** What every list answers. */
export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable(), total: z.number().int() });

export function toPageRequest({ limit, cursor }: z.infer<typeof pageQuery>): PageRequest {
  const after = cursor === undefined ? null : fromCursor(cursor);
  if (after === undefined) {
    throw new HTTPException(422, { message: 'cursor: take it from nextCursor.' });
  }
  return { limit, after };
}

export function fromPage<Item, Body>(
  page: Page<Item>,
  describe: (item: Item) => Body,
): { items: Body[]; nextCursor: string | null; total: number } {
  const { items, next, total } = page;
  return { items: items.map(describe), nextCursor: next && toCursor(next), total };
}

/** A JSON body or answer. */
export const json = <Schema extends z.ZodType>(schema: Schema, description: string) => ({
  description,
  content: { 'application/json': { schema } },
});

/** A JSON body that must be there. */
export const jsonBody = <Schema extends z.ZodType>(schema: Schema) => ({
  body: { required: true, content: { 'application/json': { schema } } },
});

const noted = (description: string) => json(problem, description);

/** Answers that routes share. */
export const problems = {
  unauthenticated: { 401: noted('Nobody is signed in.') },
  forbidden: { 403: noted('Not for your role.') },
  notFound: { 404: noted('It does not exist, or not for you.') },
  tooLarge: { 413: noted('More than the clinic takes.') },
  wrongType: { 415: noted('Not a type that the clinic takes.') },
  invalid: { 422: noted('The request makes no sense; the message says why.') },
  conflict: { 409: noted('It is too late for that, or it was done before.') },
};

/** How a session is shown, for the OpenAPI document. */
export const signedIn: Record<string, string[]>[] = [{ bearer: [] }, { cookie: [] }];
