const word = /[\p{L}\p{N}_.@+-]+/gu;

/** The words of a text, in its order. */
export function wordsInOrder(text: string): readonly string[] {
  return text.match(word) ?? [];
}

/** The words of bodies, and each binary one as a single word. */
export function wordsOf(bodies: readonly Buffer[]): Set<string> {
  const words = new Set<string>();
  for (const body of bodies) {
    const text = body.toString('utf8');
    if (text.includes('\ufffd')) words.add(body.toString('base64'));
    else for (const found of wordsInOrder(text)) words.add(found);
  }
  return words;
}
