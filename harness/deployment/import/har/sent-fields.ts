import type { Exchange, SentField } from './exchange.ts';

/** The fields of a recorded request's body, and how it was sent; `bytes`: it was a file as a whole. */
export type Sent = { as: 'json' | 'form' | 'multipart' | 'bytes'; fields: readonly SentField[] };

/** Reads the body of a recorded request. */
export function sentFields({
  requestBody,
  requestHeaders,
  requestType,
  requestParts,
}: Exchange): Sent {
  const type = requestType || (requestHeaders.get('content-type') ?? '');
  const body = requestBody ?? '';
  if (/^multipart\//i.test(type)) {
    const boundary = /boundary="?([^";]+)/i.exec(type)?.[1] ?? /^--(\S+)/.exec(body)?.[1];
    const inBody = boundary === undefined ? [] : partsIn(body, boundary);
    return { as: 'multipart', fields: inBody.length > 0 ? inBody : requestParts };
  }
  const [media = ''] = type.toLowerCase().split(';');
  if (/^(?:image|video|audio)\/|octet-stream/.test(media))
    return { as: 'bytes', fields: [{ name: '', value: null, file: media.trim() }] };
  try {
    const value: unknown = JSON.parse(body);
    if (typeof value === 'object' && value !== null)
      return {
        as: 'json',
        fields: Object.entries(value).map(([name, inner]) => asField(name, inner)),
      };
  } catch {
    // The body is not JSON, so it is a form.
  }
  const form = [...new URLSearchParams(body)].map(([name, value]) => asField(name, value));
  return { as: 'form', fields: form.length > 0 ? form : requestParts };
}

function asField(name: string, value: unknown): SentField {
  return { name, value, file: null };
}

/** The parts of a multipart body, as browsers write them. */
function partsIn(body: string, boundary: string): SentField[] {
  return body.split(`--${boundary}`).flatMap((part) => {
    const [head = '', ...rest] = part.split(/\r?\n\r?\n/);
    const name = /\bname="([^"]*)"/i.exec(head)?.[1];
    if (name === undefined) return [];
    const isFile = /\bfilename\*?=/i.test(head);
    const type = /^content-type:\s*([^\s;]+)/im.exec(head)?.[1]?.toLowerCase() ?? '';
    const value = isFile ? null : rest.join('\n\n').trim();
    return [{ name, value, file: isFile ? type : null }];
  });
}

/** What base64 of media begins with, by their type. */
const beginnings: readonly (readonly [begins: string, type: string])[] = [
  ['iVBORw0KGgo', 'image/png'],
  ['/9j/', 'image/jpeg'],
  ['R0lGOD', 'image/gif'],
  ['UklGR', 'image/webp'],
  ['GkXfo', 'video/webm'],
  ['SUQz', 'audio/mpeg'],
  ['T2dnUw', 'audio/ogg'],
];

/** The media type of a file that a text holds as base64, and whether it is a data URL; null where it holds none. */
export function mediaIn(value: unknown): { type: string; as: 'base64' | 'data-url' } | null {
  if (typeof value !== 'string') return null;
  const named = /^data:((?:image|video|audio)\/[\w.+-]+)[;,]/i.exec(value)?.[1];
  if (named !== undefined) return { type: named.toLowerCase(), as: 'data-url' };
  if (value.length < shortest) return null;
  if (/^AAAA[\w+/]{4}mdHlw|^AAAA[\w+/]{2}Z0eX/.test(value))
    return { type: 'video/mp4', as: 'base64' };
  const known = beginnings.find(([begins]) => value.startsWith(begins));
  return known === undefined ? null : { type: known[1], as: 'base64' };
}

/** No media is shorter in base64. */
const shortest = 60;
