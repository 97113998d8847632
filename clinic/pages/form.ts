import type { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { html, raw } from 'hono/html';
import { HTTPException } from 'hono/http-exception';
import { describeIssues } from '../http/failures.ts';
import type { Markup } from './layout.ts';

/** Reads a form against a schema; fields left empty count as not given. Throws 422. */
export async function readForm<Schema extends z.ZodType>(
  context: Context,
  schema: Schema,
): Promise<z.infer<Schema>> {
  const fields = Object.entries(await context.req.parseBody());
  const given = fields.filter(([, value]) => value !== '');
  const result = schema.safeParse(Object.fromEntries(given));
  if (!result.success) throw new HTTPException(422, { message: describeIssues(result.error) });
  return result.data;
}

/** What a form's page says when its input was refused; anything else goes on as it was. */
export function refusal(error: unknown): string {
  if (error instanceof HTTPException && error.status < 500) return error.message;
  throw error;
}

/** A label and what it labels, which has the name as its id. */
const labelled = (label: string, name: string, control: Markup): Markup =>
  html`<div class="field"><label for="${name}">${label}</label>${control}</div>`;

/** A labelled input; required unless its label says otherwise. */
export function field(label: string, name: string, kind = 'text', autocomplete = 'off'): Markup {
  const required = label.includes('(optional)') ? '' : raw('required');
  const attributes = html`id="${name}" name="${name}" type="${kind}"`;
  const input = html`<input ${attributes} autocomplete="${autocomplete}" ${required} />`;
  return labelled(label, name, input);
}

/** A labelled, required text of several lines. */
export function longField(label: string, name: string, most: number, value = ''): Markup {
  const attributes = html`id="${name}" name="${name}" rows="4" maxlength="${most}"`;
  return labelled(label, name, html`<textarea ${attributes} required>${value}</textarea>`);
}

/** A labelled choice. */
export function choice(
  label: string,
  name: string,
  options: readonly { value: string; text: string }[],
): Markup {
  const items = options.map(({ value, text }) => html`<option value="${value}">${text}</option>`);
  return labelled(
    label,
    name,
    html`<select id="${name}" name="${name}">
      ${items}
    </select>`,
  );
}
