import { TOKEN_PREFIX } from '../../canaries/token.ts';

/** Names that services use for the text that is searched for. */
const called = /^\$?(?:q|query|search|searchtext|(?:search|query)?[_-]?terms?|keywords?)$/i;

/** Whether a query parameter is named as one that takes the text of a search. */
export function isSearchTerm(name: string): boolean {
  return called.test(name.replace(/^filter\[(\w+)\]$/, '$1'));
}

/**
 * What every marker begins with, whoever it belongs to. A search for it, where it matches parts of words, shows
 * accounts their own; and others', if it has lost whose they are.
 */
export const searchForAll = TOKEN_PREFIX;
