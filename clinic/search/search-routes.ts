import { createRoute, z } from '@hono/zod-openapi';
import { consultationAnswer, describeConsultation } from '../booking/consultation-schemas.ts';
import type { Api } from '../http/api.ts';
import {
  fromPage,
  json,
  pageOf,
  pageQuery,
  problems,
  signedIn,
  toPageRequest,
} from '../http/schemas.ts';
import type { Service } from '../http/service.ts';
import { requireViewer } from '../http/viewer.ts';

const searchRoute = createRoute({
  method: 'get',
  path: '/api/search',
  security: signedIn,
  request: { query: pageQuery.extend({ q: z.string().trim().min(1).max(100) }) },
  responses: {
    200: json(
      pageOf(consultationAnswer).extend({ suggestions: z.array(z.string()) }),
      "One's own consultations whose reason holds the text, and reasons that go on from it.",
    ),
    ...problems.unauthenticated,
    ...problems.invalid,
  },
});

/** Searching among one's own consultations. */
export function searchRoutes(api: Api, { functions }: Service): void {
  api.openapi(searchRoute, async (context) => {
    const viewer = requireViewer(context);
    const { q, ...page } = context.req.valid('query');
    const found = await functions.searchConsultations(viewer, q, toPageRequest(page));
    const suggestions = await functions.suggestSearches(viewer, q);
    return context.json({ ...fromPage(found, describeConsultation), suggestions }, 200);
  });
}
