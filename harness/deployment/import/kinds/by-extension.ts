/** What files are, by the extension of their name. */
const kinds = {
  stream: /\.(?:mp4|m4v|m4s|mov|mkv|avi|webm|ogv|ogg|oga|opus|mp3|m4a|aac|wav|flac|ts|m3u8|mpd)$/i,
  download:
    /\.(?:jpe?g|png|gif|webp|avif|heic|bmp|tiff?|dcm|pdf|zip|gz|tar|7z|docx?|xlsx?|rtf|ics|vcf)$/i,
  list: /\.csv$/i,
} as const;

/**
 * What an address gives by the extension in its path (`clip.mp4`, `{id}.pdf`), for where nothing better is known; null
 * without a telling extension.
 */
export function kindByExtension(path: string): keyof typeof kinds | null {
  const name =
    path
      .replace(/[?#].*$/s, '')
      .split('/')
      .at(-1) ?? '';
  const found = Object.entries(kinds).find(([, pattern]) => pattern.test(name));
  return (found?.[0] ?? null) as keyof typeof kinds | null;
}
