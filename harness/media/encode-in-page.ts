import type * as Library from 'mediabunny';

/** What to encode: a QR code (rows of modules) for a video, null for sound alone; and the pitch of a tone. */
export type Recording = { modules: boolean[][] | null; hertz: number };

/** The global that the library's bundle for browsers makes. */
declare const Mediabunny: typeof Library;

/**
 * Encodes a second of media with the browser's own encoders, faster than it plays, and gives a WebM as base64. Runs in
 * a page that has loaded the library: it may use nothing else from outside itself.
 */
export const encodeInPage = async ({ modules, hertz }: Recording): Promise<string> => {
  const { AudioBufferSource, BufferTarget, CanvasSource, Output, WebMOutputFormat } = Mediabunny;
  const [width, height, scale, frames, rate] = [320, 240, 8, 10, 48_000];
  const output = new Output({ format: new WebMOutputFormat(), target: new BufferTarget() });

  const sound = new AudioBufferSource({
    codec: 'opus',
    bitrate: modules ? 32_000 : 192_000,
    bitrateMode: 'constant',
  });
  const tone = new AudioBuffer({ length: rate, numberOfChannels: 1, sampleRate: rate });
  // Without some noise, tones of the same pitch would be the same bytes in the media of several owners.
  const wave = tone
    .getChannelData(0)
    .map(
      (_, at) => 0.1 * Math.sin((2 * Math.PI * hertz * at) / rate) + 0.02 * (Math.random() - 0.5),
    );
  tone.copyToChannel(wave, 0);

  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d', { alpha: false });
  if (!context) throw new Error('This browser has no 2D canvas');
  const picture = new CanvasSource(canvas, { codec: 'vp8', bitrate: 400_000 });
  /** A code that moves a little beside a strip of noise, which gives the file some weight. */
  const draw = (code: boolean[][], frame: number) => {
    context.fillStyle = '#ffffff';
    context.fillRect(0, 0, width, height);
    context.fillStyle = '#000000';
    const shift = frame % 4;
    for (const [y, row] of code.entries()) {
      for (const [x, isBlack] of row.entries()) {
        if (isBlack) context.fillRect(shift + x * scale, 4 + y * scale, scale, scale);
      }
    }
    const noise = context.createImageData(width - 256, 64);
    crypto.getRandomValues(noise.data);
    context.putImageData(noise, 256, 0);
  };

  if (modules) output.addVideoTrack(picture, { frameRate: frames });
  output.addAudioTrack(sound);
  await output.start();
  await sound.add(tone);
  if (modules) {
    for (let frame = 0; frame < frames; frame += 1) {
      draw(modules, frame);
      await picture.add(frame / frames, 1 / frames);
    }
  }
  await output.finalize();

  const bytes = new Uint8Array(output.target.buffer ?? new ArrayBuffer(0));
  let text = '';
  for (let at = 0; at < bytes.length; at += 8192) {
    text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  }
  return btoa(text);
};
