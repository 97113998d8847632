import { randomInt } from 'node:crypto';

// Without 0 and O, 1, l and I: a person may have to type it. Symbols that shells, URLs and JSON leave alone.
const classes = [
  'abcdefghijkmnopqrstuvwxyz',
  'ABCDEFGHJKLMNPQRSTUVWXYZ',
  '23456789',
  '-_.~',
] as const;

const length = 24;

/** 24 random characters with lower case, upper case, digits and symbols: about 140 bits. */
export function createPassword(): string {
  const all = classes.join('');
  const characters = classes.map(pick);
  while (characters.length < length) characters.push(pick(all));
  for (let index = characters.length - 1; index > 0; index -= 1) {
    const other = randomInt(index + 1);
    const held = characters[index] ?? '';
    characters[index] = characters[other] ?? '';
    characters[other] = held;
  }
  return characters.join('');
}

function pick(characters: string): string {
  return characters.charAt(randomInt(characters.length));
}
