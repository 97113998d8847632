import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Service } from '../http/service.ts';
import type { HttpEnv } from '../http/http-env.ts';
import type { PageContent } from './layout.ts';

/** Answers with a page. */
export async function show(
  { functions }: Service,
  context: Context<HttpEnv>,
  page: PageContent,
  status: ContentfulStatusCode = 200,
): Promise<Response> {
  return context.html(await functions.renderPage(context.get('viewer'), page), status);
}
