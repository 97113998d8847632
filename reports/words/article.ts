/** Letters whose names begin with a vowel: an NHS patient. */
const spelled = /^[AEFHILMNORSX](?![a-z])|^[AFHLMNRSX][A-Z]+\b/;
/** Written with a vowel at the beginning, and spoken with a consonant: a UK patient, a one-off visit. */
const spokenOtherwise = /^(u[ks]|eu|uni|us|one)/i;

/** `a UK patient`, `an Irish patient`, `an NHS patient`. */
export function withArticle(words: string): string {
  const isVowel = !spokenOtherwise.test(words) && (/^[aeiou]/i.test(words) || spelled.test(words));
  return `${isVowel ? 'an' : 'a'} ${words}`;
}
