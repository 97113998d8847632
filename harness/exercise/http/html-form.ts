import type { HtmlForm } from '../../deployment/http.ts';
import { parsePage, textOf } from '../../deployment/html-page.ts';
import type { Page, PageElement } from '../../deployment/html-page.ts';

/**
 * The form of a page that has a field of this name (default: its first form), as a browser would send it when
 * nobody has touched it; null where there is none, or the page has more elements than are looked through.
 */
export function formOf(html: string, url: string, field?: string): HtmlForm | null {
  const page = parsePage(html);
  if (page === null) return null;
  const controls = page.select('input, select, textarea');
  const owner = ownersOn(page);
  const form =
    field === undefined
      ? page.select('form')[0]
      : controls
          .filter(({ attribs }) => attribs['name'] === field)
          .map(owner)
          .find(Boolean);
  if (!form) return null;
  const fields = new Map<string, string[]>();
  for (const control of controls) {
    const name = control.attribs['name'] ?? '';
    if (name === '' || owner(control) !== form || isDisabled(control)) continue;
    for (const value of valuesOf(page, control)) {
      const values = fields.get(name);
      if (values === undefined) fields.set(name, [value]);
      else values.push(value);
    }
  }
  const base = resolve(page.select('base[href]')[0]?.attribs['href'] ?? '', url);
  const action = form.attribs['action'] ?? '';
  return {
    action: action === '' ? url : resolve(action, base),
    fields: Object.fromEntries(
      [...fields].map(([name, values]) => [name, values.length > 1 ? values : (values[0] ?? '')]),
    ),
  };
}

function resolve(address: string, base: string): string {
  return URL.canParse(address, base) ? new URL(address, base).href : base;
}

/** Tells the form of a control, which may name it by its id, and then need not lie in it. */
function ownersOn(page: Page): (control: PageElement) => PageElement | null {
  const byId = new Map<string | undefined, PageElement>();
  for (const form of page.select('form[id]').toReversed()) byId.set(form.attribs['id'], form);
  return (control) =>
    'form' in control.attribs ? (byId.get(control.attribs['form']) ?? null) : page.formOf(control);
}

function isDisabled(control: PageElement): boolean {
  if ('disabled' in control.attribs) return true;
  for (let { parent } = control; parent !== null; { parent } = parent) {
    if ('name' in parent && parent.name === 'fieldset' && 'disabled' in parent.attribs) return true;
  }
  return false;
}

/** Pressing a button, choosing a file: nobody has. */
const untouched = new Set(['submit', 'button', 'image', 'reset', 'file']);

/** Empty where it is not sent. */
function valuesOf(page: Page, control: PageElement): string[] {
  const { name, attribs } = control;
  // A form sends lines as they are sent in mail.
  if (name === 'textarea') return [textOf(control).replaceAll(/\r\n?|\n/g, '\r\n')];
  if (name === 'select') return chosenOf(page, control).map(optionValue);
  const type = attribs['type']?.toLowerCase() ?? 'text';
  if (untouched.has(type)) return [];
  const ticked = type === 'checkbox' || type === 'radio';
  if (ticked && !('checked' in attribs)) return [];
  return [attribs['value'] ?? (ticked ? 'on' : '')];
}

/** Of several that are selected where one can be, the last; of none, the first. */
function chosenOf(page: Page, select: PageElement): PageElement[] {
  const options = page.select('option:not([disabled])', select);
  const selected = options.filter(({ attribs }) => 'selected' in attribs);
  if ('multiple' in select.attribs) return selected;
  return selected.length > 0 ? selected.slice(-1) : options.slice(0, 1);
}

function optionValue(option: PageElement): string {
  return option.attribs['value'] ?? textOf(option).trim().replaceAll(/\s+/g, ' ');
}
