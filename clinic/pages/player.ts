import { html } from 'hono/html';
import type { Service } from '../http/service.ts';
import { mayHave } from '../recordings/readable.ts';
import type { Recording } from '../recordings/recording.ts';
import type { Viewer } from '../sign-in/account.ts';
import type { Markup } from './layout.ts';
import { kindName, minutes, when } from './words.ts';

/** Plays a recording and shows its transcript, as far as the viewer may have them. */
export async function player(
  service: Service,
  viewer: Viewer,
  recording: Recording,
): Promise<Markup> {
  const { id, patientName, clinicianName, startedAt, duration, hasThumbnail, status } = recording;
  if (status !== 'ready') return html`<p role="status">This recording is being prepared.</p>`;
  const plays = await mayHave(service, 'mayStream', viewer, recording);
  const transcript = (await mayHave(service, 'mayReadTranscript', viewer, recording))
    ? await service.functions.readTranscript(viewer, recording)
    : null;
  const poster = hasThumbnail === 1 ? html`poster="/api/recordings/${id}/thumbnail"` : '';
  return html`<article class="card" aria-label="Recording">
    ${
      plays
        ? html`<video
            controls
            playsinline
            preload="metadata"
            src="/api/recordings/${id}/media"
            ${poster}
            aria-label="Recording of ${patientName} with ${clinicianName}"
          ></video>`
        : html`<p>This recording can’t be played.</p>`
    }
    <p>${patientName} with ${clinicianName}</p>
    <small>${kindName(recording)} · ${minutes(duration)} · ${when(startedAt)}</small>
    ${
      transcript === null
        ? ''
        : html`<details>
            <summary>Transcript</summary>
            <pre>${transcript}</pre>
          </details>`
    }
  </article>`;
}
