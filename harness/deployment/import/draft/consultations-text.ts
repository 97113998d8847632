import type { Draft, DraftCall, DraftUpload } from './draft.ts';
import { addressWith, at, gap, idOf, key, send, using } from './request-text.ts';

/** Writes the `consultations` of a definition as lines of code. */
export function consultations(draft: Draft): string[] {
  const { book, surfaces } = draft;
  if (book === null) {
    return [
      '  consultations: {',
      `    // ${gap}: books a consultation as the account, with token('…') in every field that takes text, and a recording`,
      "    // (await media.video('recording')); returns its ids: { consultation, recording }.",
      ...needed(surfaces.needs),
      ...takeFiles(draft.otherUploads ?? []),
      `    create: () => fillIn('consultations.create'),`,
      '  },',
    ];
  }
  const uploads = draft.uploads ?? [];
  const usesId = uploads.some(
    ({ booked, fields }) => booked !== null || fields.some(({ code }) => code === 'id'),
  );
  const sent = uploads.map((upload, index) => uploaded(upload, `sent${index + 1}`));
  const lines = [
    ...send('booked', book, '      '),
    ...(usesId ? [`      const id = ${idOf('booked', book)};`] : []),
    ...sent.flatMap(({ lines: each }) => each),
    `      return { ${[
      `${key(book.called)}: ${usesId ? 'id' : idOf('booked', book)}`,
      ...sent.flatMap(({ given }) => given),
    ].join(', ')} };`,
  ];
  const sendsFiles = lines.some((line) => line.includes('media.'));
  const parts = sendsFiles
    ? 'add the parts that are missing'
    : "add the parts (notes, a recording: await media.video('recording'), a picture: await media.image('photo'))";
  return [
    '  consultations: {',
    `    // ${gap}: check the fields, ${parts} and their ids.`,
    ...needed(surfaces.needs),
    ...takeFiles(draft.otherUploads ?? []),
    `    async create({ http${using(['cohort', 'token', 'media'], lines)} }) {`,
    ...lines,
    '    },',
    '  },',
  ];
}

/** The lines that send files for what was booked, and the id that they give. */
function uploaded(upload: DraftUpload, variable: string): { lines: string[]; given: string[] } {
  const { path, booked, called, id } = upload;
  const lines = send(
    id === null ? null : variable,
    upload satisfies DraftCall,
    '      ',
    addressWith(path, booked, 'id'),
  );
  return { lines, given: id === null ? [] : [`${key(called)}: ${at(variable, id)}`] };
}

function takeFiles(names: readonly string[]): string[] {
  const shown = names.slice(0, mostShown).map((name) => name.replace(/[^\w ./{}-]+/g, ''));
  return shown.length === 0 ? [] : [`    // ${gap}: these take files, too: ${shown.join(', ')}.`];
}

/** A comment with the names of the ids that surfaces need, for the user who writes the functions that return them. */
function needed(names: readonly string[]): string[] {
  const shown = names.slice(0, mostShown).join(', ');
  const more = names.length > mostShown ? ', …' : '';
  return names.length === 0
    ? []
    : [`    // Ids that surfaces below need, by name: ${shown}${more}`];
}

const mostShown = 12;
