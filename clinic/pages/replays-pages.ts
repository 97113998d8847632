import { html } from 'hono/html';
import type { Api } from '../http/api.ts';
import { toPageRequest } from '../http/schemas.ts';
import type { Service } from '../http/service.ts';
import { requireViewer } from '../http/viewer.ts';
import { permittedRecording } from '../recordings/readable.ts';
import { recordingTitle } from '../recordings/recording.ts';
import type { Recording } from '../recordings/recording.ts';
import { defaultLimit } from '../store/page.ts';
import type { Markup } from './layout.ts';
import { pageLinks } from './page-links.ts';
import { player } from './player.ts';
import { show } from './show.ts';
import { kindName, minutes, when } from './words.ts';

const replay = (recording: Recording): Markup =>
  html`<li class="card replay">
    ${
      recording.hasThumbnail === 1
        ? html`<img
            src="/api/recordings/${recording.id}/thumbnail"
            alt=""
            width="160"
            height="120"
          />`
        : html`<div class="no-picture" aria-hidden="true">Audio</div>`
    }
    <div>
      <a href="/replays/${recording.id}">${recordingTitle(recording)}</a>
      <p>${recording.patientName} with ${recording.clinicianName}</p>
      <small
        >${kindName(recording)} · ${minutes(recording.duration)} ·
        ${when(recording.startedAt)}</small
      >
    </div>
  </li>`;

/** "Consultation replays": the list, and the player. */
export function replaysPages(app: Api, service: Service): void {
  app.get('/replays', async (context) => {
    const viewer = requireViewer(context);
    const request = toPageRequest({ limit: defaultLimit, cursor: context.req.query('cursor') });
    const page = await service.functions.visibleReplays(viewer, request);
    const empty = page.total === 0 ? html`<p>Nothing is recorded yet.</p>` : '';
    const body = html`${empty}
      <ul class="list" aria-label="Replays">
        ${page.items.map(replay)}
      </ul>
      ${pageLinks('/replays', page)}`;
    return show(service, context, { title: 'Consultation replays', body });
  });

  app.get('/replays/:recording', async (context) => {
    const viewer = requireViewer(context);
    const id = context.req.param('recording');
    const recording = await permittedRecording(service, 'mayReadRecording', viewer, id);
    const body = html`${await player(service, viewer, recording)}
      <p><a href="/replays">All consultation replays</a></p>`;
    return show(service, context, { title: recordingTitle(recording), body });
  });
}
