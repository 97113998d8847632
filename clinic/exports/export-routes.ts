import { createRoute, z } from '@hono/zod-openapi';
import { HTTPException } from 'hono/http-exception';
import type { Api } from '../http/api.ts';
import { json, problems, signedIn, time, toTime } from '../http/schemas.ts';
import { sendFile } from '../http/send-file.ts';
import type { Service } from '../http/service.ts';
import { notFound, requireViewer } from '../http/viewer.ts';
import { preferredWait, waitForJob } from '../jobs/wait-for-job.ts';
import type { Viewer } from '../sign-in/account.ts';
import type { Export } from './export.ts';

const exportAnswer = z
  .object({
    id: z.string(),
    status: z.enum(['waiting', 'ready']),
    requestedAt: time,
    size: z.number().int(),
    fileUrl: z.string().nullable(),
  })
  .openapi('Export');

const requestRoute = createRoute({
  method: 'post',
  path: '/api/exports',
  security: signedIn,
  request: { headers: z.object({ prefer: z.string().optional() }) },
  responses: {
    202: json(exportAnswer, 'It is being made; `Prefer: wait=20` waits until it is ready.'),
    ...problems.unauthenticated,
    ...problems.forbidden,
  },
});

const statusRoute = createRoute({
  method: 'get',
  path: '/api/exports/{export}',
  security: signedIn,
  request: { params: z.object({ export: z.string().max(40) }) },
  responses: {
    200: json(exportAnswer, 'How far it is, and where its file is once it is ready.'),
    ...problems.unauthenticated,
    ...problems.notFound,
  },
});

function describeExport({ id, status, createdAt, size }: Export): z.infer<typeof exportAnswer> {
  const fileUrl = status === 'ready' ? `/exports/${id}/clinic-export.zip` : null;
  return { id, status, requestedAt: toTime(createdAt), size, fileUrl };
}

/** Asking for an export of one's own, how far it is, and its file, at the address that the status tells. */
export function exportRoutes(api: Api, { clinic, functions }: Service): void {
  const permitted = async (
    permission: 'mayReadExport' | 'mayDownloadExport',
    viewer: Viewer,
    id: string,
  ): Promise<Export> => {
    const found = await functions.findExport(id);
    if (found === null || !(await functions[permission](viewer, found))) throw notFound();
    return found;
  };

  api.openapi(requestRoute, async (context) => {
    const viewer = requireViewer(context);
    if (viewer.account.role !== 'patient') {
      throw new HTTPException(403, { message: 'Only patients export what is theirs.' });
    }
    const wanted = await functions.requestExport(viewer);
    await waitForJob(clinic.jobs, wanted.id, preferredWait(context.req.header('prefer')));
    return context.json(describeExport((await functions.findExport(wanted.id)) ?? wanted), 202);
  });

  api.openapi(statusRoute, async (context) => {
    const viewer = requireViewer(context);
    const { export: id } = context.req.valid('param');
    return context.json(describeExport(await permitted('mayReadExport', viewer, id)), 200);
  });

  api.get('/exports/:export/clinic-export.zip', async (context) => {
    const viewer = requireViewer(context);
    const found = await permitted('mayDownloadExport', viewer, context.req.param('export'));
    if (found.status !== 'ready') throw notFound();
    const { file } = await functions.openExport(viewer, found);
    context.header('content-disposition', 'attachment; filename="clinic-export.zip"');
    return sendFile(context, { path: file, contentType: 'application/zip', tag: found.id });
  });
}
