/// <reference types="node" preserve="true" />
/** The public door of Chaperone: all that a deployment definition, a property or a scenario needs. */
export { fromHar } from './deployment/import/har/from-har.ts';
export type { RecordedOptions } from './deployment/import/har/recorded-surfaces.ts';
export type { RecordedIds } from './deployment/import/har/known-ids.ts';
export { fromFhir } from './deployment/import/fhir/from-fhir.ts';
export type { FhirOptions } from './deployment/import/fhir/options.ts';
export { fhir } from './deployment/fhir/fhir.ts';
export type { ConsultationOptions } from './deployment/fhir/consultation.ts';
export type { NewResource, ResourceContext, StoredFile } from './deployment/fhir/resources.ts';
export { fromGraphQl } from './deployment/import/graphql/from-graphql.ts';
export type { GraphQlOptions } from './deployment/import/graphql/options.ts';
export { openGuardedContext } from './deployment/hosts/guarded-context.ts';
export { fromOpenApi } from './deployment/import/open-api/from-open-api.ts';
export type { OpenApiOptions } from './deployment/import/open-api/options.ts';
export { defineDeployment } from './deployment/define-deployment.ts';
export {
  download,
  events,
  figure,
  link,
  list,
  none,
  noSurface,
  page,
  read,
  socket,
  stream,
} from './deployment/surfaces/surfaces.ts';
export { startCatcher } from './deployment/hosts/catcher.ts';
export type { Catcher, CatcherOptions, Caught } from './deployment/hosts/catcher.ts';
export type { Delivery, NameAddressee, Outbound } from './deployment/outbound.ts';
export { write } from './deployment/write.ts';
export type { Write, WriteContext, WriteOptions } from './deployment/write.ts';
export type { Action, ActionContext, Definition, SeedMedia } from './deployment/definition.ts';
export type { Sharing } from './deployment/sharing.ts';
export type { None } from './deployment/none.ts';
export type { BrowserDefinition } from './deployment/browser-definition.ts';
export type { SecondFactor, SignedIn, SignOut } from './deployment/sessions.ts';
export type { AccountView, Party, PartyMember, ThingView } from './deployment/views.ts';
export type { Embedded, RunningEmbedded } from './deployment/embedded.ts';
export { disturbances } from './deployment/probe.ts';
export type {
  Batch,
  Disturbance,
  Probe,
  ProbeAttempt,
  ProbeContext,
  ProbeSession,
  RequestChange,
} from './deployment/probe.ts';
export type {
  FormFields,
  HtmlForm,
  Http,
  HttpResponse,
  RequestOptions,
} from './deployment/http.ts';
export { askable, described } from './deployment/surfaces/surface.ts';
export type {
  AbsentSurface,
  AskedSurface,
  LinkSource,
  ListPage,
  ConnectContext,
  HelloContext,
  Listening,
  Surface,
  SurfaceSource,
  UnreachedSurface,
} from './deployment/surfaces/surface.ts';
export { totpFrom } from './accounts/totp.ts';
export type { Persona } from './accounts/persona.ts';
export { became } from './domain/accounts/became.ts';
export { anonymous, describeCohort } from './domain/accounts/account.ts';
export type { AccountId, Cohort, Role } from './domain/accounts/account.ts';
export type { Attempt, Channel, Item, NumberBeside, Part } from './domain/attempts/attempt.ts';
export { readVariable, readWholeNumber } from './domain/read-environment.ts';
export { UsageError } from './domain/errors.ts';
export type { Fact } from './domain/ledger/fact.ts';
export type { Breach } from './domain/verdict/breach.ts';
export type { Phase } from './domain/phase.ts';
export type { Plan } from './domain/plan.ts';
export type { Sighting } from './domain/attempts/sighting.ts';
export type { Gives } from './domain/surfaces/surface.ts';
export { isForBearers, traitsOf } from './domain/surfaces/surface-traits.ts';
export type { Ids, ThingId } from './domain/ledger/thing.ts';
export type { Verdict, Violation } from './domain/verdict/verdict.ts';
export { prepareStaff } from './exercise/worker/prepare-staff.ts';
export type { Account, Session, Share, Thing } from './exercise/state/held.ts';
export type { AttemptRequest } from './exercise/state/attempt-request.ts';
export type { Observation } from './exercise/attempt/pages/observation.ts';
export type { Worker } from './exercise/worker/worker.ts';
export { browserOptions, webRtcPolicy } from './media/browser.ts';
export { writeMicrophone } from './media/microphone.ts';
export { pictureOfRow, type RowPicture } from './media/picture-of-row.ts';
export { readFrame } from './media/read-frame.ts';
export { writeWebcam } from './media/webcam.ts';
export { joinRun } from './run/parts/join.ts';
export { plantInPages } from './run/plant-in-answers.ts';
export { judgeWorker, type FoundBreach } from './run/judge-worker.ts';
export { prepareRun } from './run/parts/prepare-run.ts';
