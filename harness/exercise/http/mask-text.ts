import { countsAnywhere } from '../../canaries/estimate-bits.ts';

/** What stands for something that was masked. */
const masked = '…';
/** Sent texts of fewer characters are not looked for: they stand in any text. */
const shortest = 3;

/** A run of characters without white space or brackets: a word, a number, an address of e-mail, a path, a token. */
const run = /[\p{L}\p{M}\p{N}@_%+=/.:~&#?$*^|\\-]+/gu;
const quoted = [
  /"([^"]*)"/g,
  /“([^”]*)”/g,
  /«([^»]*)»/g,
  /`([^`]*)`/g,
  /(?<![\p{L}\p{N}])'([^']*)'(?!\p{L})/gu,
];

/**
 * A text of the deployment's on one line, in which `…` stands for whatever may be a person's, an id or a secret: texts
 * that were sent (`sent`), runs with a digit or `@`, what may be a token, quoted texts but for names of fields, and
 * capitalised words within a sentence, as names of people are.
 */
export function maskText(text: string, sent: readonly string[], most: number): string {
  let left = text
    // Control characters and those that turn the direction of writing.
    .replace(/[\p{C}\s]+/gu, ' ')
    .trim()
    // A hostile text may be long: nothing is kept of what is cut here.
    .slice(0, most * 10);
  for (const one of spellingsOf(sent)) left = left.replaceAll(one, masked);
  for (const quotes of quoted)
    left = left.replace(quotes, (whole: string, inner: string) =>
      isFieldName(inner) ? whole : whole.replace(inner, () => masked),
    );
  left = left.replace(run, (word, at: number) => maskRun(word, isStart(left.slice(0, at))));
  // What was masked piece by piece is one piece to a reader.
  left = left.replace(/…[\s…_./:-]*…/gu, masked);
  return left.length > most ? `${left.slice(0, most - 1)}${masked}` : left;
}

function spellingsOf(sent: readonly string[]): RegExp[] {
  const spellings = sent
    .filter((text) => text.trim().length >= shortest)
    .flatMap((text) => [
      text,
      text.replace(/\s+/g, ' ').trim(),
      encodeURIComponent(text.toWellFormed()),
      JSON.stringify(text).slice(1, -1),
      text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;'),
    ]);
  return [...new Set(spellings)]
    .toSorted((a, b) => b.length - a.length)
    .map((text) => new RegExp(RegExp.escape(text), 'giu'));
}

/** Fields have names such as `email`, `first_name`, `address.line`, `/data/attributes/email`. */
function isFieldName(text: string): boolean {
  return /^[/$]?[a-z][\p{L}_./[\]-]*$/u.test(text);
}

function maskRun(word: string, atStart: boolean): string {
  // No more than a full stop: a password may end with several.
  const end = /[.:?]?$/.exec(word)?.[0] ?? '';
  const own = word.slice(0, word.length - end.length);
  if (own === '' || /^\p{P}+$/u.test(own)) return word;
  if (!/^[\p{L}\p{M}_./:-]+$/u.test(own)) return masked + end;
  const parts = own
    .split(/([_./:-]+)/)
    .map((part, index) => (index % 2 === 1 ? part : maskWord(part, atStart && index === 0)));
  return parts.join('') + end;
}

/** Hardly any word has more than 16 letters, and tokens of letters alone are not told from words by their bits. */
function maskWord(word: string, atStart: boolean): string {
  if (word.length > 16 || (countsAnywhere(word) && !isCamelCase(word))) return masked;
  const isAcronym = /^\p{Lu}{2,5}$/u.test(word);
  const isCapitalised = /^\p{Lu}/u.test(word);
  return isCapitalised && !isAcronym && !atStart ? masked : word;
}

/** `dateOfBirth`, and no token of letters: those change between upper and lower case more often, and lack vowels. */
function isCamelCase(word: string): boolean {
  const words = word.split(/(?=\p{Lu})/u);
  return word.length / words.length >= 3.5 && words.every((one) => /[aeiouy]/i.test(one));
}

/** Whether a sentence, or the part of one that follows a colon, begins here. */
function isStart(before: string): boolean {
  return /(^|[.:;!?("“[{—–-])\s*$/u.test(before);
}
