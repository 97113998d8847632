/**
 * Runs the call room in the browser: joins, records and uploads, switches to video, hangs up.
 *
 * It is sent to the browser as its own source, so it uses nothing from outside of itself.
 * A MediaRecorder can't be given another track while it records. Where a call may switch, it
 * therefore records a canvas from the start, which shows a card until there is a camera.
 */
export function callRoom(): void {
  const find = <E extends HTMLElement>(id: string, kind: new () => E): E => {
    const found = document.getElementById(id);
    if (!(found instanceof kind)) throw new Error(`The page lacks #${id}.`);
    return found;
  };
  const button = (id: string): HTMLButtonElement => find(id, HTMLButtonElement);
  const consultation = find('room', HTMLElement).dataset['consultation'] ?? '';
  const status = find('status', HTMLElement);
  const camera = find('camera', HTMLVideoElement);
  const canSwitch = document.getElementById('switch') !== null;
  const [width, height, framesPerSecond] = [400, 300, 10];

  interface Ongoing {
    id: string;
    recorder: MediaRecorder;
    streams: MediaStream[];
    /** All chunks so far, in order. */
    uploads: Promise<void>;
  }
  let ongoing: Ongoing | undefined;

  const say = (text: string): void => {
    status.textContent = text;
  };
  const reveal = (...visible: string[]): void => {
    for (const id of ['join-audio', 'join-video', 'switch', 'hang-up']) {
      const control = document.getElementById(id);
      if (control !== null) control.hidden = !visible.includes(id);
    }
  };

  const send = async (method: string, path: string, init: RequestInit = {}): Promise<string> => {
    const answer = await fetch(`/api${path}`, { ...init, method });
    const text = await answer.text();
    if (answer.ok) return text;
    const { error } = JSON.parse(text);
    throw Object.assign(new Error(error.message), { refused: answer.status < 500 });
  };

  /** The clinic may be restarting, or the line be bad: a chunk gets a minute to arrive. */
  const upload = async (id: string, number: number, chunk: Blob): Promise<void> => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        const headers = { 'content-type': chunk.type };
        await send('PUT', `/calls/${id}/recording/chunks/${number}`, { body: chunk, headers });
        return;
      } catch (error) {
        if ((error instanceof Error && 'refused' in error && error.refused) || attempt === 10) {
          throw error;
        }
        await new Promise((resolve) => setTimeout(resolve, attempt * 1000));
      }
    }
  };

  let stopDrawing = (): void => undefined;
  /** A picture from the start to the end of the call: the camera's when it is on. */
  const picture = (): MediaStream => {
    const canvas = Object.assign(document.createElement('canvas'), { width, height });
    // Without alpha: else each VP8 frame would come with a second one.
    const pen = canvas.getContext('2d', { alpha: false });
    const draw = (): void => {
      if (pen === null) return;
      pen.fillStyle = '#0d3b45';
      pen.fillRect(0, 0, width, height);
      if (camera.videoWidth > 0) {
        const scale = Math.min(width / camera.videoWidth, height / camera.videoHeight);
        const [across, down] = [camera.videoWidth * scale, camera.videoHeight * scale];
        pen.drawImage(camera, (width - across) / 2, (height - down) / 2, across, down);
        return;
      }
      pen.fillStyle = '#ffffff';
      pen.font = '32px sans-serif';
      pen.textAlign = 'center';
      pen.fillText('Audio call', width / 2, height / 2);
    };
    draw();
    const timer = setInterval(draw, 1000 / framesPerSecond);
    stopDrawing = () => clearInterval(timer);
    return canvas.captureStream(framesPerSecond);
  };

  const turnCameraOn = async (): Promise<MediaStream> => {
    const video = { width: { ideal: width }, height: { ideal: height } };
    const stream = await navigator.mediaDevices.getUserMedia({ video });
    camera.srcObject = stream;
    camera.hidden = false;
    await camera.play();
    return stream;
  };

  const record = (id: string, streams: MediaStream[], withPicture: boolean): Ongoing => {
    const tracks = streams.flatMap((stream) => stream.getAudioTracks());
    const shown = withPicture ? picture().getVideoTracks() : [];
    const options = {
      mimeType: withPicture ? 'video/webm;codecs=vp8,opus' : 'audio/webm;codecs=opus',
      videoBitsPerSecond: 600_000,
      // In ms. Players seek to key frames, and the thumbnail is one.
      videoKeyFrameIntervalDuration: 2000,
    };
    const recorder = new MediaRecorder(new MediaStream([...shown, ...tracks]), options);
    const call: Ongoing = { id, recorder, streams, uploads: Promise.resolve() };
    let next = 0;
    recorder.addEventListener('dataavailable', ({ data }) => {
      if (data.size === 0) return;
      const number = next;
      next += 1;
      call.uploads = call.uploads.then(() => upload(id, number, data));
      call.uploads.catch((error: unknown) => say(`The recording is incomplete: ${String(error)}`));
    });
    recorder.start(1000);
    return call;
  };

  const join = async (kind: 'audio' | 'video'): Promise<void> => {
    reveal();
    say('Joining…');
    const streams = [await navigator.mediaDevices.getUserMedia({ audio: true })];
    if (kind === 'video') streams.push(await turnCameraOn());
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify({ kind });
    const started = await send('POST', `/consultations/${consultation}/call`, { headers, body });
    const { id } = JSON.parse(started);
    ongoing = record(id, streams, kind === 'video' || canSwitch);
    reveal('hang-up', ...(kind === 'audio' ? ['switch'] : []));
    say(kind === 'audio' ? 'You are in the call, by audio.' : 'You are in the call, by video.');
  };

  const switchToVideo = async (): Promise<void> => {
    if (ongoing === undefined) return;
    reveal('hang-up');
    say('Turning your camera on…');
    ongoing.streams.push(await turnCameraOn());
    await send('POST', `/calls/${ongoing.id}/switch-to-video`);
    say('You are in the call, by video.');
  };

  const hangUp = async (): Promise<void> => {
    if (ongoing === undefined) return;
    const { id, recorder, streams } = ongoing;
    reveal();
    say('Hanging up…');
    const stopped = new Promise((resolve) => recorder.addEventListener('stop', resolve));
    recorder.stop();
    await stopped;
    stopDrawing();
    for (const stream of streams) for (const track of stream.getTracks()) track.stop();
    camera.hidden = true;
    await ongoing.uploads.catch(() => undefined);
    ongoing = undefined;
    say('The call has ended. Your recording is being prepared.');
    await send('POST', `/calls/${id}/hang-up`, { headers: { prefer: 'wait=30' } });
    say('The call has ended. Your recording is ready.');
  };

  const perform = (action: () => Promise<void>, otherwise: () => string[]) => (): void => {
    action().catch((error: unknown) => {
      reveal(...otherwise());
      say(error instanceof Error ? error.message : String(error));
    });
  };
  const outside = (): string[] => ['join-audio', 'join-video'];
  button('join-audio').addEventListener(
    'click',
    perform(() => join('audio'), outside),
  );
  button('join-video').addEventListener(
    'click',
    perform(() => join('video'), outside),
  );
  button('hang-up').addEventListener('click', perform(hangUp, outside));
  if (canSwitch) {
    const within = (): string[] => ['switch', 'hang-up'];
    button('switch').addEventListener('click', perform(switchToVideo, within));
  }
  window.addEventListener('pagehide', () => {
    if (ongoing !== undefined) navigator.sendBeacon(`/api/calls/${ongoing.id}/hang-up`);
  });
}
