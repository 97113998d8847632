/** One EBML element: its id and where its content lies. */
interface Element {
  id: number;
  start: number;
  /** For an element of unknown size, and for those that hold others, of no use. */
  end: number;
}

/** What the clinic needs to know of a recording. */
export interface WebmSummary {
  /** From the first block to the last, in ms. */
  duration: number;
  /** Where the VP8 key frames lie in the file. */
  keyFrames: { start: number; end: number }[];
}

const ids = {
  segment: 0x18538067,
  info: 0x1549a966,
  timecodeScale: 0x2ad7b1,
  tracks: 0x1654ae6b,
  trackEntry: 0xae,
  trackNumber: 0xd7,
  codec: 0x86,
  cluster: 0x1f43b675,
  clusterTime: 0xe7,
  blockGroup: 0xa0,
  block: 0xa1,
  simpleBlock: 0xa3,
} as const;

/** Elements that hold others: the walk goes into them, so that an unknown size does not matter. */
const containers = new Set<number>([
  ids.segment,
  ids.info,
  ids.tracks,
  ids.trackEntry,
  ids.cluster,
  ids.blockGroup,
]);

/** A variable-length number: how many bytes it takes is told by its first byte (RFC 8794, 4). */
function variableNumber(
  bytes: Buffer,
  at: number,
  keepMarker: boolean,
): { value: number; next: number } | undefined {
  const first = bytes[at];
  const length = first === undefined || first === 0 ? 9 : Math.clz32(first) - 23;
  if (first === undefined || length > 8 || at + length > bytes.length) return undefined;
  let value = keepMarker ? first : first & (0xff >> length);
  for (let index = 1; index < length; index += 1) value = value * 256 + (bytes[at + index] ?? 0);
  return { value, next: at + length };
}

/** Walks through a file's elements in order. Ends early, without complaint, at what is broken. */
function* elements(bytes: Buffer): Generator<Element> {
  let at = 0;
  while (at < bytes.length) {
    const id = variableNumber(bytes, at, true);
    const size = id && variableNumber(bytes, id.next, false);
    if (id === undefined || size === undefined) return;
    const element = { id: id.value, start: size.next, end: size.next + size.value };
    const container = containers.has(element.id);
    if (!container && element.end > bytes.length) return;
    yield element;
    at = container ? element.start : element.end;
  }
}

function unsigned(bytes: Buffer, { start, end }: Element): number {
  let value = 0;
  for (let at = start; at < end; at += 1) value = value * 256 + (bytes[at] ?? 0);
  return value;
}

/** The VP8 start code, which only key frames have (RFC 6386, 9.1). */
function isKeyFrame(bytes: Buffer, start: number, end: number): boolean {
  const shown = ((bytes[start] ?? 1) & 0x11) === 0x10;
  return shown && end - start > 10 && bytes.readUIntBE(start + 3, 3) === 0x9d012a;
}

/** Reads a WebM file as MediaRecorder makes it. Of anything else it finds nothing. */
export function readWebm(bytes: Buffer): WebmSummary {
  const videoTracks = new Set<number>();
  const keyFrames: WebmSummary['keyFrames'] = [];
  let [scale, track, clusterTime] = [1_000_000, 0, 0];
  let [first, last] = [Infinity, -Infinity];
  for (const element of elements(bytes)) {
    if (element.id === ids.timecodeScale) scale = unsigned(bytes, element);
    if (element.id === ids.trackNumber) track = unsigned(bytes, element);
    if (element.id === ids.clusterTime) clusterTime = unsigned(bytes, element);
    if (element.id === ids.codec) {
      const codec = bytes.toString('latin1', element.start, element.end);
      if (codec === 'V_VP8') videoTracks.add(track);
    }
    if (element.id === ids.simpleBlock || element.id === ids.block) {
      const owner = variableNumber(bytes, element.start, false);
      if (owner === undefined || owner.next + 3 > element.end) continue;
      const time = clusterTime + bytes.readInt16BE(owner.next);
      [first, last] = [Math.min(first, time), Math.max(last, time)];
      const start = owner.next + 3;
      const unlaced = ((bytes[owner.next + 2] ?? 0) & 0x06) === 0;
      if (videoTracks.has(owner.value) && unlaced && isKeyFrame(bytes, start, element.end)) {
        keyFrames.push({ start, end: element.end });
      }
    }
  }
  const duration = last > first ? Math.round(((last - first) * scale) / 1_000_000) : 0;
  return { duration, keyFrames };
}
