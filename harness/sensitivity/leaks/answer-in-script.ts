import { inMarkup } from '../in-markup.ts';
import type { Leak } from '../leak.ts';

/** The state that a page carries for its scripts. */
export const answerInScript: Leak = {
  id: 'answer-in-script',
  title: 'another’s answer as data for a script in one’s own page',
  weight: 'part',
  cell: 'own',
  on: ['list', 'read'],
  plant: (material) =>
    inMarkup(material, (text) => {
      const data = JSON.stringify({ state: text }).replaceAll('<', '\\u003c');
      return `<script type="application/json">${data}</script>`;
    }),
};
