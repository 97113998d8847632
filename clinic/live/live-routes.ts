import { createRoute, z } from '@hono/zod-openapi';
import { upgradeWebSocket } from '@hono/node-server';
import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { streamSSE } from 'hono/streaming';
import type { Api } from '../http/api.ts';
import type { HttpEnv } from '../http/http-env.ts';
import { json, problems, signedIn, time, toTime } from '../http/schemas.ts';
import type { Service } from '../http/service.ts';
import { notFound, requireViewer } from '../http/viewer.ts';
import type { Connection, Listener } from './hub.ts';
import { happenings } from './notice.ts';
import type { Notice } from './notice.ts';

/** How often something is sent where nothing happens, in ms, so that nobody takes the connection for dead. */
const heartbeat = 20_000;

const noticeMessage = z
  .object({
    id: z.number().int(),
    what: z.enum(happenings),
    consultation: z.object({ id: z.string() }),
    text: z.string(),
    at: time,
  })
  .openapi('Notice');

const liveRoute = createRoute({
  method: 'get',
  path: '/api/live',
  security: signedIn,
  responses: {
    200: {
      description: 'What happens to one’s own consultations, as server-sent events.',
      content: { 'text/event-stream': { schema: noticeMessage } },
    },
    ...problems.unauthenticated,
  },
});

const roomRoute = createRoute({
  method: 'get',
  path: '/api/consultations/{consultation}/live',
  security: signedIn,
  request: { params: z.object({ consultation: z.string().max(40) }) },
  responses: {
    101: { description: 'A WebSocket that tells what happens to this consultation.' },
    ...problems.unauthenticated,
    ...problems.notFound,
  },
});

const countsRoute = createRoute({
  method: 'get',
  path: '/api/counts',
  security: signedIn,
  responses: {
    200: json(z.object({ unread: z.number().int() }), 'How many notices were not read.'),
    ...problems.unauthenticated,
  },
});

const readRoute = createRoute({
  method: 'post',
  path: '/api/counts/read',
  security: signedIn,
  responses: { 204: { description: 'All notices are read.' }, ...problems.unauthenticated },
});

function describeNotice({ id, what, consultationId, text, at }: Notice) {
  return { id, what, consultation: { id: consultationId }, text, at: toTime(at) };
}

/** Browsers open a WebSocket for any site that asks, with the cookie: what asks must be a page of the clinic's. */
function refuseOtherSite(context: Context<HttpEnv>): void {
  const origin = context.req.header('origin');
  if (origin === undefined || URL.parse(origin)?.host === context.req.header('host')) return;
  throw new HTTPException(403, { message: 'Another site asked for this.' });
}

/** What happens, as it happens: one's own stream, the room of a consultation, and how much was not read. */
export function liveRoutes(api: Api, service: Service): void {
  const { clinic, functions } = service;
  const { hub } = clinic;
  const listen = async (
    about: Omit<Listener, 'number'>,
    { tell, end }: Pick<Connection, 'tell' | 'end'>,
  ): Promise<Connection> => {
    const listener = { ...about, number: hub.nextNumber() };
    const connection = { ...listener, tell, end };
    hub.join(connection);
    await functions.openListener(listener);
    return connection;
  };

  api.openapi(liveRoute, (context) => {
    const viewer = requireViewer(context);
    return streamSSE(context, async (stream) => {
      const ended = Promise.withResolvers<void>();
      const end = (): void => ended.resolve();
      stream.onAbort(end);
      const tell = (notice: Notice): void =>
        void stream.writeSSE({ event: notice.what, data: JSON.stringify(describeNotice(notice)) });
      const connection = await listen({ viewer, consultationId: null }, { tell, end });
      const beat = setInterval(() => void stream.write(': beat\n\n'), heartbeat);
      await stream.write(': here\n\n');
      await ended.promise;
      clearInterval(beat);
      hub.leave(connection);
    });
  });

  api.openAPIRegistry.registerPath(roomRoute);
  api.get(
    roomRoute.getRoutingPath(),
    async (context, next) => {
      refuseOtherSite(context);
      const viewer = requireViewer(context);
      const found = await functions.findConsultation(context.req.param('consultation') ?? '');
      if (found === null || !(await functions.mayEnterRoom(viewer, found))) throw notFound();
      if (context.req.header('upgrade')?.toLowerCase() !== 'websocket')
        throw new HTTPException(426, { message: 'Open a WebSocket here.' });
      await next();
    },
    upgradeWebSocket((context: Context<HttpEnv>) => {
      const about = {
        viewer: requireViewer(context),
        consultationId: context.req.param('consultation') ?? '',
      };
      let connection: Promise<Connection> | undefined;
      return {
        onOpen: (_event, socket) => {
          const tell = (notice: Notice): void =>
            socket.send(JSON.stringify(describeNotice(notice)));
          connection = listen(about, { tell, end: () => socket.close(1000) });
        },
        onClose: () => void connection?.then(hub.leave),
      };
    }),
  );

  api.openapi(countsRoute, async (context) => {
    const unread = await functions.countUnread(requireViewer(context));
    return context.json({ unread }, 200);
  });

  api.openapi(readRoute, async (context) => {
    await functions.markRead(requireViewer(context));
    return context.body(null, 204);
  });
}
