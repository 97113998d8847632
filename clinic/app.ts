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
import { laboratoryRoutes } from './lab/laboratory-routes.ts';
import { mobileRoutes } from './lab/mobile-routes.ts';
import { pages } from './pages/pages.ts';
import { prescribingRoutes } from './prescribing/prescribing-routes.ts';
import { recordingRoutes } from './recordings/recording-routes.ts';
import { relativeRoutes } from './relatives/relative-routes.ts';
import { staffRoutes } from './staff/staff-routes.ts';
import { sharingRoutes } from './sharing/sharing-routes.ts';
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
  prescribingRoutes(app, service);
  callRoutes(app, service);
  recordingRoutes(app, service);
  sharingRoutes(app, service);
  laboratoryRoutes(app, service);
  mobileRoutes(app, service);
  relativeRoutes(app, service);
  staffRoutes(app, service);
  releaseRoute(app, release);
  serveDocument(app, release);
  pages(app, service);
  return app;
}
