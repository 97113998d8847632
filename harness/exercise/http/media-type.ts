/** Media, documents and archives: recognised by digests where they carry no token. */
export function isBinary(contentType: string): boolean {
  // application/vnd.api+json, image/svg+xml, application/x-ndjson
  if (/^\w+\/[^;]*[+-](json|ndjson|xml|form-urlencoded)\b/i.test(contentType)) return false;
  return /^(audio|video|image|font)\/|^application\/(octet-stream|pdf|zip|gzip|x-|vnd\.)/i.test(
    contentType,
  );
}
