import { html } from 'hono/html';
import { joinableConsultation } from '../calls/join.ts';
import type { Api } from '../http/api.ts';
import type { Service } from '../http/service.ts';
import { requireViewer } from '../http/viewer.ts';
import { callRoom } from './call-room-client.ts';
import { show } from './show.ts';

/** The call room, and the script that runs it in the browser. */
export function callRoomPages(app: Api, service: Service): void {
  const canSwitch = service.functions.switchToVideo !== undefined;

  app.get('/call-room.js', (context) =>
    context.body(`(${callRoom.toString()})();`, 200, {
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'no-cache',
    }),
  );

  app.get('/consultations/:consultation/call', async (context) => {
    const viewer = requireViewer(context);
    const id = context.req.param('consultation');
    const { clinicianName, patientName } = await joinableConsultation(service, viewer, id);
    const other = viewer.account.role === 'patient' ? clinicianName : patientName;
    const switching = canSwitch
      ? html`<button type="button" id="switch" hidden>Switch to video</button>`
      : '';
    const body = html`<section
        id="room"
        class="card room"
        aria-label="Call"
        data-consultation="${id}"
      >
        <div class="stage">
          <video id="camera" aria-label="Your camera" muted playsinline hidden></video>
          <p id="status" role="status">You are not in the call yet.</p>
        </div>
        <div class="controls">
          <button type="button" id="join-audio">Join by audio</button>
          <button type="button" id="join-video">Join by video</button>
          ${switching}
          <button type="button" id="hang-up" class="danger" hidden>Hang up</button>
        </div>
      </section>
      <p>
        The call is recorded. You find it among your <a href="/replays">consultation replays</a>.
      </p>
      <p><a href="/consultations/${id}">Back to the consultation</a></p>`;
    const title = `Call with ${other}`;
    return show(service, context, { title, body, script: '/call-room.js' });
  });
}
