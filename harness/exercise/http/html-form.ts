import { parse } from 'node-html-parser';
import type { HTMLElement } from 'node-html-parser';
import type { HtmlForm } from '../../deployment/http.ts';

/**
 * The form of a page that has a field of this name (default: its first form), as a browser would send it when
 * nobody has touched it; null where there is none.
 */
export function formOf(html: string, url: string, field?: string): HtmlForm | null {
  const forms = parse(html).querySelectorAll('form');
  const has = (form: HTMLElement): boolean =>
    controlsOf(form).some((control) => control.getAttribute('name') === field);
  const form = field === undefined ? forms[0] : forms.find(has);
  if (form === undefined) return null;
  const fields = controlsOf(form).flatMap((control): [string, string][] => {
    const name = control.getAttribute('name');
    const value = valueOf(control);
    return name === undefined || name === '' || value === null ? [] : [[name, value]];
  });
  const action = form.getAttribute('action') ?? '';
  const target = URL.canParse(action, url) ? new URL(action, url) : new URL(url);
  return { action: target.href, fields: Object.fromEntries(fields) };
}

function controlsOf(form: HTMLElement): HTMLElement[] {
  return form.querySelectorAll('input, select, textarea');
}

/** Pressing a button, choosing a file: nobody has. */
const untouched = new Set(['submit', 'button', 'image', 'reset', 'file']);

/** Null where it is not sent. */
function valueOf(control: HTMLElement): string | null {
  if (control.hasAttribute('disabled')) return null;
  if (control.tagName === 'TEXTAREA') return control.text;
  if (control.tagName === 'SELECT') {
    const options = control.querySelectorAll('option');
    const chosen = options.find((option) => option.hasAttribute('selected')) ?? options[0];
    return chosen === undefined ? null : (chosen.getAttribute('value') ?? chosen.text);
  }
  const type = control.getAttribute('type')?.toLowerCase() ?? 'text';
  if (untouched.has(type)) return null;
  const ticked = type === 'checkbox' || type === 'radio';
  if (ticked && !control.hasAttribute('checked')) return null;
  return control.getAttribute('value') ?? (ticked ? 'on' : '');
}
