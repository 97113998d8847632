/** The folder of pictures of pages, within the folder of a run. */
export const pictureFolder = 'pictures';

/** Most bytes of one picture. */
export const pictureBytes = 300_000;

/** The id of the attempt, the first 16 hex digits of the picture's SHA-256, and its format. */
const namePattern = /^[\w-]{1,100}\.([0-9a-f]{16})\.(png|jpg)$/;

/** Which digest and format a picture's name promises; null where it is no name of a picture. */
export function readPictureName(name: string): { digest: string; type: 'png' | 'jpeg' } | null {
  const [, digest, ending] = namePattern.exec(name) ?? [];
  if (digest === undefined) return null;
  return { digest, type: ending === 'png' ? 'png' : 'jpeg' };
}
