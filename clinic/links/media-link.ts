/** A signed address of a recording's media, as it comes back. */
export interface MediaLink {
  recordingId: string;
  /** In ms since 1970. */
  expiresAt: number;
}

export const defaultLinkLifetime = 5 * 60_000;

/** The address of a link. */
export function linkAddress({ recordingId, expiresAt }: MediaLink, signature: string): string {
  const query = new URLSearchParams({ expires: String(expiresAt), signature });
  return `/media/${recordingId}?${query.toString()}`;
}
