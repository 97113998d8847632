import { parseJson } from '../scan/body-json.ts';

/**
 * Parses a body of several parts (`multipart/mixed`, `multipart/form-data`; RFC 2046): of each the value of its JSON, or
 * else its name and its text. Returns undefined for any other content type, and where the last boundary is missing.
 */
export function parseParts(body: Buffer, contentType: string): unknown[] | undefined {
  const [, quoted, plain] =
    /^\s*multipart\/[\w-]+\s*;(?:.*;)?\s*boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i.exec(
      contentType.slice(0, 500),
    ) ?? [];
  const boundary = quoted ?? plain;
  if (boundary === undefined) return undefined;
  // What stands before the first boundary and after the last is for no reader.
  const [, ...parts] = `\n${body.toString('utf8')}`.split(`\n--${boundary}`);
  const end = parts.findIndex((part) => part.startsWith('--'));
  return end < 0 ? undefined : parts.slice(0, end).map(valueOf);
}

function valueOf(part: string): unknown {
  const [head = '', ...rest] = part.replace(/^[^\n]*\n/, '').split(/\r?\n\r?\n/);
  const text = rest.join('\n\n').trimEnd();
  const type = /^content-type:\s*(\S+)/im.exec(head)?.[1] ?? '';
  const [, name = ''] = /^content-disposition:.*?\bname="([^"]*)"/im.exec(head) ?? [];
  return parseJson(Buffer.from(text), type) ?? { name, text };
}
