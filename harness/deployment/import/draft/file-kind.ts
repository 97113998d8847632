import { textLiteral as quoted } from '../../text-literal.ts';
import type { DraftField } from './draft.ts';

/** How a file is sent: as bytes, or within a text. */
export type SentAs = 'bytes' | 'base64' | 'data-url';

/** A file that a request takes. */
export type FileKind = {
  as: SentAs;
  /** The media types that it may have, in lower case; empty: nobody says. */
  types: readonly string[];
};

/** What Chaperone makes to be sent as a file. */
const made = {
  image: { call: 'image', type: 'image/png', extension: 'png', format: 'PNG' },
  video: { call: 'video', type: 'video/webm', extension: 'webm', format: 'WebM' },
  audio: { call: 'audio', type: 'audio/webm', extension: 'webm', format: 'WebM' },
} as const;

/** Words in names of fields and addresses that tell what a file is. */
const words: readonly (readonly [RegExp, keyof typeof made])[] = [
  [/audio|voice|sound|speech|dictat/i, 'audio'],
  [/video|recording|clip|webcam|film|movie|replay/i, 'video'],
  [/photo|picture|image|img|avatar|scan|x-?ray|selfie|snapshot|thumbnail/i, 'image'],
];

/**
 * The field of a draft that sends a file, with the code that makes it: `await media.image('photo')`. A file of which
 * nothing tells what it is becomes a picture, which most take. Its code is null where Chaperone makes no such file.
 * @param names the field's name, and the words of the address that may tell what it is
 */
export function fileField(
  name: string,
  { as, types }: FileKind,
  names: readonly string[],
): DraftField {
  const label = name.replace(/\[\]$/, '');
  const told = types.filter((type) => !/^\*|octet-stream|multipart/.test(type));
  const ofText = told.find((type) => /^text\/|csv/.test(type));
  const what = mediaOf(told, names);
  if (what === null) {
    if (ofText === undefined || as !== 'bytes')
      return { name, code: null, doubt: `${label} is a file of the type ${told.join(' or ')}` };
    const file = {
      type: ofText,
      name: nameCode(label, ofText.split('/')[1] === 'csv' ? 'csv' : 'txt'),
    };
    return { name, code: `token(${quoted(label)})`, file };
  }
  const { call, type, extension, format } = made[what];
  const bytes = `await media.${call}(${quoted(label)})`;
  const base64 = `Buffer.from(${bytes}).toString('base64')`;
  const fits = told.length === 0 || told.some((one) => one === type || one.endsWith('/*'));
  const doubt = fits
    ? {}
    : { doubt: `${label} is to be ${told.join(' or ')}, and media.${call} makes a ${format}` };
  if (as === 'bytes')
    return { name, code: bytes, file: { type, name: nameCode(label, extension) }, ...doubt };
  const code = as === 'base64' ? base64 : `\`data:${type};base64,\${${base64}}\``;
  return { name, code, ...doubt };
}

/** What kind of media a file is: by its types, else by its names. Null: it is none that Chaperone makes. */
function mediaOf(types: readonly string[], names: readonly string[]): keyof typeof made | null {
  const byType = (['image', 'video', 'audio'] as const).filter((top) =>
    types.some((type) => type.startsWith(`${top}/`)),
  );
  const byName = names.flatMap((name) => words.find(([called]) => called.test(name))?.[1] ?? []);
  if (byType.length > 0) return byName.find((one) => byType.includes(one)) ?? byType[0] ?? null;
  return types.length > 0 ? null : (byName[0] ?? 'image');
}

function nameCode(label: string, extension: string): string {
  return `\`\${token(${quoted(`${label} name`)})}.${extension}\``;
}
