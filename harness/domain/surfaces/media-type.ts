/** Whether a content type is media, a document or an archive. These are recognised by digests if they hold no token. */
export function isBinary(contentType: string): boolean {
  // These are text: application/vnd.api+json, image/svg+xml, application/x-ndjson.
  if (/^\w+\/[^;]*[+-](json|ndjson|xml|form-urlencoded)\b/i.test(contentType)) return false;
  return /^(audio|video|image|font)\/|^application\/(octet-stream|pdf|zip|gzip|x-|vnd\.)/i.test(
    contentType,
  );
}

/** Whether a content type is JSON, `application/problem+json` and the like included. */
export function isJson(contentType: string): boolean {
  return /^\w+\/([^;]*[+-])?(json|ndjson)\b/i.test(contentType);
}

/** Whether a content type is that of an HLS playlist: its lines are addresses, so it is read, though it is media. */
export function isPlaylist(contentType: string): boolean {
  return /\bmpegurl\b/i.test(contentType);
}
