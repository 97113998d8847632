import { consultationRoutes } from './booking/consultation-routes.ts';
import { callRoutes } from './calls/call-routes.ts';
import { createApi, serveDocument } from './http/api.ts';
import type { Api } from './http/api.ts';
import { answerFailure, answerNotFound } from './http/failures.ts';
import { boundBody, refuseOtherSites, securityHeaders } from './http/guards.ts';
import { releaseRoute } from './http/release-route.ts';
import type { RequestLog } from './http/request-log.ts';
import type { Service } from './http/service.ts';
import { knowViewer } from './http/viewer.ts';
import { letterRoutes } from './letters/letter-routes.ts';
import { pages } from './pages/pages.ts';
import { prescribingRoutes } from './prescribing/prescribing-routes.ts';
import { recordingOfConsultationRoute } from './recordings/of-consultation-route.ts';
import { recordingRoutes } from './recordings/recording-routes.ts';
import { accountRoutes } from './sign-in/account-routes.ts';
import { signInRoutes } from './sign-in/sign-in-routes.ts';

/** The clinic as one web application: API, its document, and pages. */
export function createApp(service: Service, log?: RequestLog): Api {
  const app = createApi();
  const { name: release } = service.clinic.release;
  app.onError((error, context) => answerFailure(service, error, context));
  app.notFound((context) => answerNotFound(service, context));
  if (log !== undefined) app.use(log.note);
  app.use(service.functions.aroundRequest);
  app.use(securityHeaders, refuseOtherSites, boundBody, knowViewer(service));
  service.functions.extraRoutes?.(app, service.functions);
  signInRoutes(app, service);
  accountRoutes(app, service);
  consultationRoutes(app, service);
  letterRoutes(app, service);
  prescribingRoutes(app, service);
  callRoutes(app, service);
  recordingRoutes(app, service);
  recordingOfConsultationRoute(app, service);
  releaseRoute(app, release);
  serveDocument(app, release);
  pages(app, service);
  return app;
}
