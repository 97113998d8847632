import { consultationRoutes } from './booking/consultation-routes.ts';
import { publicAnswer } from './cache/public-answer.ts';
import { sharedCache } from './cache/shared-cache.ts';
import { callRoutes } from './calls/call-routes.ts';
import { createApi, serveDocument } from './http/api.ts';
import type { Api } from './http/api.ts';
import { answerFailure, answerNotFound } from './http/failures.ts';
import { boundBody, refuseOtherSites, securityHeaders } from './http/guards.ts';
import { releaseRoute } from './http/release-route.ts';
import type { RequestLog } from './http/request-log.ts';
import type { Service } from './http/service.ts';
import { knowViewer } from './http/viewer.ts';
import { liveRoutes } from './live/live-routes.ts';
import { pages } from './pages/pages.ts';
import { prescribingRoutes } from './prescribing/prescribing-routes.ts';
import { recordingRoutes } from './recordings/recording-routes.ts';
import { searchRoutes } from './search/search-routes.ts';
import { sharingRoutes } from './sharing/sharing-routes.ts';
import { accountRoutes } from './sign-in/account-routes.ts';
import { signInRoutes } from './sign-in/sign-in-routes.ts';
import { waitingRoutes } from './waiting/waiting-routes.ts';

/** The clinic as one web application: API, its document, and pages. */
export function createApp(service: Service, log?: RequestLog): Api {
  const app = createApi();
  const { name: release } = service.clinic.release;
  app.onError((error, context) => answerFailure(service, error, context));
  app.notFound((context) => answerNotFound(service, context));
  if (log !== undefined) app.use(log.note);
  app.use(sharedCache(service));
  app.use(service.functions.aroundRequest);
  app.use(securityHeaders, refuseOtherSites, boundBody, knowViewer(service));
  for (const path of ['/api/clinicians', '/api/pharmacies']) app.get(path, publicAnswer);
  service.functions.extraRoutes?.(app, service.functions);
  signInRoutes(app, service);
  accountRoutes(app, service);
  consultationRoutes(app, service);
  prescribingRoutes(app, service);
  callRoutes(app, service);
  recordingRoutes(app, service);
  liveRoutes(app, service);
  searchRoutes(app, service);
  waitingRoutes(app, service);
  sharingRoutes(app, service);
  releaseRoute(app, release);
  serveDocument(app, release);
  pages(app, service);
  return app;
}
