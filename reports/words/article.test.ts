import { expect, it } from 'vitest';
import { withArticle } from './article.ts';

it.each([
  ['Irish patient', 'an'],
  ['NHS patient', 'an'],
  ['insured patient', 'an'],
  ['UK patient', 'a'],
  ['patient who switched', 'a'],
  ['Northern patient', 'a'],
  ['university patient', 'a'],
])('%s has the article %s', (words, article) => {
  expect(withArticle(words)).toBe(`${article} ${words}`);
});
