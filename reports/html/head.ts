import { createHash } from 'node:crypto';
import { styleSheet } from './style.ts';
import { html } from './template.ts';
import type { Html } from './template.ts';

/**
 * The head of every page that Chaperone writes. Its policy forbids scripts, images, forms and any style but its own,
 * should anything ever get past the escaping.
 * @param options.pictures allows images that the page itself holds. Default: none
 */
export function head(title: string, description: string, { pictures = false } = {}): Html {
  const hash = createHash('sha256').update(styleSheet).digest('base64');
  const images = pictures ? ' img-src data:;' : '';
  const policy = `default-src 'none';${images} style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`;
  const style = { markup: `<style>${styleSheet}</style>` };
  return html`<head>
    <meta charset="utf-8" />
    <meta http-equiv="Content-Security-Policy" content="${policy}" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <meta name="referrer" content="no-referrer" />
    <title>${title}</title>
    <meta name="description" content="${description}" />
    ${style}
  </head>`;
}
