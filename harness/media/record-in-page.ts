/** What to record: a QR code (rows of modules) for a video, null for sound alone; and a tone. */
export type Recording = { modules: boolean[][] | null; hertz: number };

/** Milliseconds. Fewer than a second would not always reach the first key frame of a slow machine. */
export const RECORDING_TIME = 1000;

/**
 * Records all of them at once, in real time, and gives each as base64. Runs in a page: it may use
 * nothing from outside itself.
 */
export const recordInPage = async ({
  recordings,
  time,
}: {
  recordings: Recording[];
  time: number;
}): Promise<string[]> => {
  const [width, height, scale] = [320, 240, 8];
  const audio = new AudioContext();
  await audio.resume();

  const toneOf = (hertz: number): MediaStreamTrack[] => {
    const destination = audio.createMediaStreamDestination();
    const oscillator = audio.createOscillator();
    const gain = audio.createGain();
    oscillator.frequency.value = hertz;
    gain.gain.value = 0.1;
    oscillator.connect(gain).connect(destination);
    oscillator.start();
    return destination.stream.getTracks();
  };

  /** A code that moves a little beside a strip of noise, which gives the file some weight. */
  const pictureOf = (modules: boolean[][]) => {
    const canvas = document.createElement('canvas');
    Object.assign(canvas, { width, height });
    const context = canvas.getContext('2d', { alpha: false });
    if (!context) throw new Error('This browser has no 2D canvas');
    const noise = context.createImageData(width - 256, 64);
    let frame = 0;
    const draw = () => {
      context.fillStyle = '#ffffff';
      context.fillRect(0, 0, width, height);
      context.fillStyle = '#000000';
      const shift = frame++ % 4;
      for (const [y, row] of modules.entries()) {
        for (const [x, isBlack] of row.entries()) {
          if (isBlack) context.fillRect(shift + x * scale, 4 + y * scale, scale, scale);
        }
      }
      crypto.getRandomValues(noise.data);
      context.putImageData(noise, 256, 0);
    };
    draw();
    return { draw, tracks: canvas.captureStream(10).getTracks() };
  };

  const record = async ({ modules, hertz }: Recording): Promise<string> => {
    const picture = modules ? pictureOf(modules) : null;
    const stream = new MediaStream([...(picture?.tracks ?? []), ...toneOf(hertz)]);
    const recorder = new MediaRecorder(stream, {
      mimeType: picture ? 'video/webm;codecs=vp8,opus' : 'audio/webm;codecs=opus',
      videoBitsPerSecond: 400_000,
      audioBitsPerSecond: picture ? 32_000 : 192_000,
    });
    const parts: Blob[] = [];
    const stopped = new Promise<void>((resolve, reject) => {
      recorder.addEventListener('dataavailable', ({ data }) => parts.push(data));
      recorder.addEventListener('stop', () => resolve());
      recorder.addEventListener('error', () => reject(new Error('MediaRecorder failed')));
    });
    const moving = picture && setInterval(picture.draw, 100);
    recorder.start();
    setTimeout(() => recorder.stop(), time);
    await stopped;
    if (moving) clearInterval(moving);
    for (const track of stream.getTracks()) track.stop();
    const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
    let text = '';
    for (let at = 0; at < bytes.length; at += 8192) {
      text += String.fromCharCode(...bytes.subarray(at, at + 8192));
    }
    return btoa(text);
  };

  const files = await Promise.all(recordings.map(record));
  await audio.close();
  return files;
};
