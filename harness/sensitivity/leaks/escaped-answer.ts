import { inMarkup } from '../in-markup.ts';
import type { Leak } from '../leak.ts';

/** The same in an attribute, all but letters and digits written as entities, as cautious servers do. */
export const escapedAnswer: Leak = {
  id: 'escaped-answer',
  title: 'another’s answer, HTML-escaped, in an attribute of one’s own page',
  weight: 'part',
  cell: 'own',
  on: ['list', 'read'],
  plant: (material) =>
    inMarkup(material, (text) => {
      const escaped = text.replace(
        /[^\p{L}\p{N} ]/gu,
        (character) => `&#x${(character.codePointAt(0) ?? 0).toString(16)};`,
      );
      return `<div data-state="${escaped}"></div>`;
    }),
};
