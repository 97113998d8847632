import type { HtmlForm } from '../../deployment/http.ts';
import { parsePage, textOf } from '../../deployment/html-page.ts';
import type { Page, PageElement } from '../../deployment/html-page.ts';

/**
 * Reads the form that has a field of this name (default: the first form of the page), with the values that a browser
 * would send if the user changed nothing. Returns null when there is no such form, or the page is too large to parse.
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

/**
 * Returns a function that finds the form of a control: the form that its `form` attribute names, or that encloses it.
 */
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

/** Types of inputs that a browser sends only after the user pressed them or chose a file. */
const untouched = new Set(['submit', 'button', 'image', 'reset', 'file']);

/** The values that a control sends; empty when it sends none. */
function valuesOf(page: Page, control: PageElement): string[] {
  const { name, attribs } = control;
  // HTML forms send line breaks as CRLF.
  if (name === 'textarea') return [textOf(control).replaceAll(/\r\n?|\n/g, '\r\n')];
  if (name === 'select') return chosenOf(page, control).map(optionValue);
  const type = attribs['type']?.toLowerCase() ?? 'text';
  if (untouched.has(type)) return [];
  const ticked = type === 'checkbox' || type === 'radio';
  if (ticked && !('checked' in attribs)) return [];
  return [attribs['value'] ?? (ticked ? 'on' : '')];
}

/** The chosen options. A select without `multiple` has one: the last that is selected, or the first of all. */
function chosenOf(page: Page, select: PageElement): PageElement[] {
  const options = page.select('option:not([disabled])', select);
  const selected = options.filter(({ attribs }) => 'selected' in attribs);
  if ('multiple' in select.attribs) return selected;
  return selected.length > 0 ? selected.slice(-1) : options.slice(0, 1);
}

function optionValue(option: PageElement): string {
  return option.attribs['value'] ?? textOf(option).trim().replaceAll(/\s+/g, ' ');
}
