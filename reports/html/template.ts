import { escapeHtml } from '../escape.ts';

/** Markup that is safe to put into a page: made by `html` alone. */
export type Html = { readonly markup: string };

type Value = Html | string | number | null | undefined | readonly Value[];

function markupOf(value: Value): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return escapeHtml(value);
  if (typeof value === 'number') return String(value);
  return 'markup' in value ? value.markup : value.map(markupOf).join('');
}

/** A template that escapes whatever is put into it, unless `html` made it. Attributes must be quoted. */
export function html(parts: TemplateStringsArray, ...values: readonly Value[]): Html {
  return { markup: String.raw({ raw: parts }, ...values.map(markupOf)) };
}
