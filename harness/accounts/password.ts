import { randomInt } from 'node:crypto';

// A person may have to type the password, so 0, O, 1, l and I are left out. The symbols need no quoting in shells, URLs
// and JSON.
const classes = [
  'abcdefghijkmnopqrstuvwxyz',
  'ABCDEFGHJKLMNPQRSTUVWXYZ',
  '23456789',
  '-_.~',
] as const;

const length = 24;

/** Creates a password of 24 random characters with lower case, upper case, digits and symbols (about 140 bits). */
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
