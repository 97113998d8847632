import { createCipheriv } from 'node:crypto';
import type { Recording } from './recording.ts';

/**
 * HTTP Live Streaming (RFC 8216) without an encoder: a recording's bytes are cut into segments, and each is encrypted.
 * Both variants are the same recording in segments of different lengths.
 */
export const variants = {
  high: { segments: 4, bandwidth: 800_000 },
  low: { segments: 2, bandwidth: 400_000 },
} as const;

export type Variant = keyof typeof variants;

/** The names of all playlists: one for each variant, and the one that names these. */
export const playlists = ['high.m3u8', 'low.m3u8', 'master.m3u8'] as const;

/** Where playlists are asked for, and where the media gateway has what they name. */
const folder = ({ id }: Pick<Recording, 'id'>): string => `/api/recordings/${id}/hls`;
const gateway = ({ id }: Pick<Recording, 'id'>): string => `/media/${id}`;

/** The playlist that names the variants. */
export function masterPlaylist(recording: Pick<Recording, 'id'>): string {
  const lines = Object.entries(variants).flatMap(([name, { bandwidth }]) => [
    `#EXT-X-STREAM-INF:BANDWIDTH=${bandwidth}`,
    `${folder(recording)}/${name}.m3u8`,
  ]);
  return ['#EXTM3U', '#EXT-X-VERSION:3', ...lines, ''].join('\n');
}

/** The playlist of a variant: its key, and its segments. */
export function mediaPlaylist(
  recording: Pick<Recording, 'id' | 'duration'>,
  variant: Variant,
): string {
  const { segments } = variants[variant];
  const seconds = Math.max(0.001, recording.duration / 1000 / segments);
  const lines = Array.from({ length: segments }, (_, number) => [
    `#EXTINF:${seconds.toFixed(3)},`,
    `${gateway(recording)}/${variant}/${number}.ts`,
  ]).flat();
  return [
    '#EXTM3U',
    '#EXT-X-VERSION:3',
    `#EXT-X-TARGETDURATION:${Math.max(1, Math.ceil(seconds))}`,
    '#EXT-X-MEDIA-SEQUENCE:0',
    '#EXT-X-PLAYLIST-TYPE:VOD',
    `#EXT-X-KEY:METHOD=AES-128,URI="${gateway(recording)}/key"`,
    ...lines,
    '#EXT-X-ENDLIST',
    '',
  ].join('\n');
}

/** One segment of a recording, encrypted; undefined where the variant has none of that number. */
export function segmentOf(
  bytes: Uint8Array,
  key: Uint8Array,
  { variant, number }: { variant: Variant; number: number },
): Uint8Array<ArrayBuffer> | undefined {
  const { segments } = variants[variant];
  if (number >= segments) return undefined;
  const at = (index: number): number => Math.floor((bytes.length * index) / segments);
  // Without an IV in the playlist it is the segment's number (RFC 8216, 5.2).
  const iv = Buffer.alloc(16);
  iv.writeUInt32BE(number, 12);
  const cipher = createCipheriv('aes-128-cbc', key, iv);
  const encrypted = cipher.update(bytes.subarray(at(number), at(number + 1)));
  return Uint8Array.from(Buffer.concat([encrypted, cipher.final()]));
}
