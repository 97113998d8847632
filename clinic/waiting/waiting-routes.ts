import { createRoute, z } from '@hono/zod-openapi';
import type { Api } from '../http/api.ts';
import { json, problems, signedIn, time, toTime } from '../http/schemas.ts';
import type { Service } from '../http/service.ts';
import { requireViewer } from '../http/viewer.ts';

const slot = z.object({ clinicianId: z.string(), at: time }).openapi('Slot');

const slotsRoute = createRoute({
  method: 'get',
  path: '/api/slots',
  responses: {
    200: json(z.object({ items: z.array(slot) }), 'When clinicians are free next; public.'),
  },
});

const placeRoute = createRoute({
  method: 'get',
  path: '/api/waiting-room',
  security: signedIn,
  responses: {
    200: json(
      z.object({ place: z.number().int(), waiting: z.number().int() }),
      'Where one stands among those who wait to be called.',
    ),
    ...problems.unauthenticated,
  },
});

/** Free times and the waiting room: they change when others book, as they should. */
export function waitingRoutes(api: Api, { functions }: Service): void {
  api.openapi(slotsRoute, async (context) => {
    const items = (await functions.freeSlots()).map(({ clinicianId, at }) => ({
      clinicianId,
      at: toTime(at),
    }));
    return context.json({ items }, 200);
  });

  api.openapi(placeRoute, async (context) => {
    const { place, waiting } = await functions.findWaitingPlace(requireViewer(context));
    return context.json({ place, waiting }, 200);
  });
}
