import { json } from '../../exercise/http/serve.test-support.ts';
import { noteAt } from '../../exercise/worker/worker.test-support.ts';
import type { Routes } from '../../exercise/worker/worker.test-support.ts';

/** One's own note, and what is not there for everybody else. */
export const ownNote: Routes[string] = (deployment, request, response) => {
  const note = noteAt(deployment, request);
  const isOwn = note !== undefined && note.owner === deployment.viewer(request);
  json(response, isOwn ? note : {}, isOwn ? 200 : 404);
};

/** What a healthy deployment of notes gives: the viewer's own alone. */
export const ownNotes: Routes = {
  'GET /notes': (deployment, request, response) => {
    const viewer = deployment.viewer(request);
    if (viewer === undefined) return json(response, {}, 401);
    json(response, { items: deployment.notes.filter(({ owner }) => owner === viewer) });
  },
  'GET /notes/{}': ownNote,
};
