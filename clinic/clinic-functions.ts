import type { OpenAPIHono } from '@hono/zod-openapi';
import type { MiddlewareHandler } from 'hono';
import type { Booking, CallKind, Consultation, Prescription } from './booking/consultation.ts';
import type { ListRequest } from './booking/consultation-list.ts';
import type { CacheAnswer, CacheRequest } from './cache/cached.ts';
import type { Call } from './calls/call.ts';
import type { ConsultationChanges, Document } from './changing/document.ts';
import type { HttpEnv } from './http/http-env.ts';
import type { Listener } from './live/hub.ts';
import type { Event, Notice } from './live/notice.ts';
import type { PageContent } from './pages/layout.ts';
import type { PoolConnection } from './pool/connection.ts';
import type { Delivery, Pharmacy } from './prescribing/pharmacy.ts';
import type { Export } from './exports/export.ts';
import type { MediaLink } from './links/media-link.ts';
import type { Recording } from './recordings/recording.ts';
import type {
  LabComment,
  LabPath,
  LabRecord,
  LabResult,
  LabTest,
  LabValue,
} from './lab/lab-record.ts';
import type { Entry } from './access/entry.ts';
import type { Share, ShareRequest } from './sharing/share.ts';
import type { Guardianship, RelativeLink } from './relatives/relative.ts';
import type { DeskPatient, Member } from './staff/member.ts';
import type { Account, AccountChanges, Client, Viewer } from './sign-in/account.ts';
import type { Page, PageRequest } from './store/page.ts';
import type { Slot, WaitingPlace } from './waiting/waiting.ts';

/** An override may answer later where the base release answers at once, or the other way round. */
export type Awaitable<Value> = Value | Promise<Value>;

/** A piece of a recording as it arrives. */
export interface Chunk {
  /** From 0. */
  number: number;
  bytes: Uint8Array;
  contentType: string;
}

/** Whether a chunk was kept, or why not. */
export type ChunkOutcome = 'stored' | 'ended' | 'out-of-order' | 'too-large';

/**
 * Everything a release can do differently. API and pages call these and nothing else, so that an
 * override changes both. What an update may want to know is on the arguments (`bookedAt`,
 * `switchedAt`, `region`, the session's `createdAt`), on the clinic (`release.appliedAt`) or in its
 * store.
 *
 * `find…` looks a thing up for whoever asks; `may…` decides whether a viewer gets it (a no is
 * shown as if the thing did not exist); the rest makes, shows or changes it.
 */
export interface ClinicFunctions {
  /** Runs around every request. The viewer is not known yet. */
  aroundRequest: MiddlewareHandler<HttpEnv>;
  /** What was kept under a key, while nothing is written; else what `load` gives, to be kept. Lists are read through it. */
  cachedRead: <Value>(key: string, load: () => Awaitable<Value>) => Promise<Value>;
  /** Whether a connection to the cache may go to the next caller. */
  mayReuse: (connection: PoolConnection) => boolean;
  /** Headers of every answer with private data: cache rules above all. */
  privateHeaders: (viewer: Viewer | null, path: string) => Record<string, string>;
  /** Under which name the shared cache looks for what is asked for. Null: the request passes it by. */
  cacheKey: (request: CacheRequest) => Awaitable<string | null>;
  /** Whether the shared cache may keep an answer. */
  mayCache: (request: CacheRequest, answer: CacheAnswer) => boolean;
  /** For how long it then gives it to whoever asks for the same, without asking the clinic: milliseconds. */
  cacheLife: (request: CacheRequest, answer: CacheAnswer) => number;
  /** The headers of requests by which the answers of one name differ, in lower case. */
  cacheVaryingBy: (request: CacheRequest, answer: CacheAnswer) => readonly string[];
  /** Adds routes of this release alone, before all others, whose place they can take. `functions`: what it does. */
  extraRoutes?: (api: OpenAPIHono<HttpEnv>, functions: ClinicFunctions) => void;

  /** The account that these are the credentials of. */
  checkPassword: (email: string, password: string) => Awaitable<Account | null>;
  needsSecondFactor: (account: Account) => Awaitable<boolean>;
  checkSecondFactor: (account: Account, code: string) => Awaitable<boolean>;
  /** Returns the new session's token. */
  openSession: (account: Account, client: Client) => Awaitable<string>;
  /** Whose session this token (from a cookie or a bearer header) belongs to. */
  findViewer: (token: string) => Awaitable<Viewer | null>;
  endSession: (viewer: Viewer) => Awaitable<void>;
  /** Called once the password was changed: ends the account's sessions but the viewer's. */
  endOtherSessions: (viewer: Viewer) => Awaitable<void>;
  /** What `GET /api/me` and the account page show: the viewer's own account. */
  findOwnAccount: (viewer: Viewer) => Awaitable<Account>;
  /** Returns the account with the changes. */
  changeOwnAccount: (viewer: Viewer, changes: AccountChanges) => Awaitable<Account>;

  bookConsultation: (viewer: Viewer, booking: Booking) => Awaitable<Consultation>;
  visibleConsultations: (viewer: Viewer, page: ListRequest) => Awaitable<Page<Consultation>>;
  /** Puts another clinician in the place of the one who treats it. */
  reassign: (viewer: Viewer, consultation: Consultation, clinicianId: string) => Awaitable<void>;
  findConsultation: (id: string) => Awaitable<Consultation | null>;
  mayReadConsultation: (viewer: Viewer, consultation: Consultation) => Awaitable<boolean>;
  mayRemoveConsultation: (viewer: Viewer, consultation: Consultation) => Awaitable<boolean>;
  /** Removes it with all that came of it. */
  removeConsultation: (viewer: Viewer, consultation: Consultation) => Awaitable<void>;
  findPrescription: (viewer: Viewer, consultation: Consultation) => Awaitable<Prescription | null>;
  /** Its summary on one page. */
  mayReadSummary: (viewer: Viewer, consultation: Consultation) => Awaitable<boolean>;
  mayHaveLetter: (viewer: Viewer, consultation: Consultation) => Awaitable<boolean>;
  /** A letter that the patient shows to others. */
  writeLetter: (viewer: Viewer, consultation: Consultation) => Awaitable<string>;

  mayChangeConsultation: (viewer: Viewer, consultation: Consultation) => Awaitable<boolean>;
  changeConsultation: (
    viewer: Viewer,
    consultation: Consultation,
    changes: ConsultationChanges,
  ) => Awaitable<void>;
  mayCancelConsultation: (viewer: Viewer, consultation: Consultation) => Awaitable<boolean>;
  cancelConsultation: (viewer: Viewer, consultation: Consultation) => Awaitable<void>;
  mayAddDocument: (viewer: Viewer, consultation: Consultation) => Awaitable<boolean>;
  addDocument: (
    viewer: Viewer,
    consultation: Consultation,
    document: Pick<Document, 'title' | 'text'>,
  ) => Awaitable<Document>;
  /** The documents that a consultation's answer shows. */
  documentsOf: (viewer: Viewer, consultation: Consultation) => Awaitable<Document[]>;

  /** Whether this clinician may write notes and prescribe here. */
  mayTreat: (viewer: Viewer, consultation: Consultation) => Awaitable<boolean>;
  writeNotes: (viewer: Viewer, consultation: Consultation, notes: string) => Awaitable<void>;
  /** Keeps the prescription; null when the consultation has one already. */
  prescribe: (
    viewer: Viewer,
    consultation: Consultation,
    what: Pick<Prescription, 'medicine' | 'dosage' | 'pharmacyId'>,
  ) => Awaitable<Prescription | null>;
  /** What the pharmacy is told. */
  prepareDelivery: (
    consultation: Consultation,
    prescription: Prescription,
    patient: Account,
  ) => Awaitable<Delivery>;
  /** Sends it; false when the pharmacy did not take it. */
  deliver: (pharmacy: Pharmacy, delivery: Delivery) => Promise<boolean>;

  mayJoinCall: (viewer: Viewer, consultation: Consultation) => Awaitable<boolean>;
  startCall: (viewer: Viewer, consultation: Consultation, kind: CallKind) => Awaitable<Call>;
  findCall: (id: string) => Awaitable<Call | null>;
  /**
   * Takes a call that is going on from audio to video; null when it can't. A release without this
   * function has neither the button nor the route.
   */
  switchToVideo?: (viewer: Viewer, call: Call) => Awaitable<Call | null>;
  storeChunk: (viewer: Viewer, call: Call, chunk: Chunk) => Awaitable<ChunkOutcome>;
  hangUp: (viewer: Viewer, call: Call) => Awaitable<Call>;

  /** What is in "Consultation replays", in the API and on the page. */
  visibleReplays: (viewer: Viewer, page: PageRequest) => Awaitable<Page<Recording>>;
  findRecording: (id: string) => Awaitable<Recording | null>;
  /** The recordings that a consultation's page and API answer show. */
  recordingsOf: (viewer: Viewer, consultation: Consultation) => Awaitable<Recording[]>;
  /** Whether a recording is of this consultation, where an address names both. */
  isOf: (consultation: Consultation, recording: Recording) => Awaitable<boolean>;
  /** Its details, in the API and on the player's page. */
  mayReadRecording: (viewer: Viewer, recording: Recording) => Awaitable<boolean>;
  mayStream: (viewer: Viewer, recording: Recording) => Awaitable<boolean>;
  maySeeThumbnail: (viewer: Viewer, recording: Recording) => Awaitable<boolean>;
  mayReadTranscript: (viewer: Viewer, recording: Recording) => Awaitable<boolean>;
  /** Which file is streamed. `range` is the request's header, if it has one. */
  openMedia: (
    viewer: Viewer,
    recording: Recording,
    range: string | undefined,
  ) => Awaitable<{ file: string; contentType: string }>;
  readThumbnail: (viewer: Viewer, recording: Recording) => Awaitable<Uint8Array>;
  readTranscript: (viewer: Viewer, recording: Recording) => Awaitable<string | null>;
  /** Writes the transcript while a recording is finalised, in the background. */
  transcribe: (recording: Recording) => Awaitable<string>;
  finaliseRecording: (recording: Recording, transcript: string) => Awaitable<void>;

  /** The accounts that are told of it. */
  recipientsOf: (event: Event) => Awaitable<string[]>;
  /** Keeps a notice for each of them. */
  keepNotices: (event: Event, recipients: readonly string[]) => Awaitable<Notice[]>;
  /** Whether a viewer may listen in the room of a consultation. */
  mayEnterRoom: (viewer: Viewer, consultation: Consultation) => Awaitable<boolean>;
  /** Called once somebody has begun to listen. */
  openListener: (listener: Listener) => Awaitable<Listener>;
  /** Whether who listens has not signed out since. */
  isStillSignedIn: (viewer: Viewer) => Awaitable<boolean>;
  /** Whether a notice is told over an open connection. */
  mayHear: (listener: Listener, notice: Notice) => Awaitable<boolean>;
  /** The badge: how many notices the viewer has not read. */
  countUnread: (viewer: Viewer) => Awaitable<number>;
  markRead: (viewer: Viewer) => Awaitable<void>;

  /** The viewer's own consultations whose reason holds the text. */
  searchConsultations: (
    viewer: Viewer,
    text: string,
    page: PageRequest,
  ) => Awaitable<Page<Consultation>>;
  /** What is offered while the viewer types. */
  suggestSearches: (viewer: Viewer, text: string) => Awaitable<string[]>;

  /** When clinicians are free next; the same for all. */
  freeSlots: () => Awaitable<Slot[]>;
  findWaitingPlace: (viewer: Viewer) => Awaitable<WaitingPlace>;
  /** Whether this viewer may share it with others. */
  mayShare: (viewer: Viewer, consultation: Consultation) => Awaitable<boolean>;
  /** Returns the token of its link, too, where it is shared by one. */
  shareConsultation: (
    viewer: Viewer,
    consultation: Consultation,
    wanted: ShareRequest,
  ) => Awaitable<{ share: Share; token: string | null }>;
  visibleShares: (viewer: Viewer, page: PageRequest) => Awaitable<Page<Share>>;
  /** The share with this id, whether it lasts or not. */
  findShare: (id: string) => Awaitable<Share | null>;
  mayEndShare: (viewer: Viewer, share: Share) => Awaitable<boolean>;
  endShare: (viewer: Viewer, share: Share) => Awaitable<void>;
  /** Whether a share lets this viewer see the consultation and all that belongs to it. */
  mayReadShared: (viewer: Viewer, entry: Entry) => Awaitable<boolean>;
  /** The share that this is the link's token of, as long as it lasts. */
  findSharedByLink: (token: string) => Awaitable<Share | null>;

  findLabRecord: (id: string) => Awaitable<LabRecord | null>;
  mayReadLabRecord: (viewer: Viewer, record: LabRecord) => Awaitable<boolean>;
  /** The tests of a record, the newest first; then what lies in each, screen by screen. */
  visibleLabTests: (viewer: Viewer, record: LabRecord) => Awaitable<LabTest[]>;
  labValuesOf: (viewer: Viewer, test: LabTest) => Awaitable<LabValue[]>;
  labResultsOf: (viewer: Viewer, value: LabValue) => Awaitable<LabResult[]>;
  labCommentsOf: (viewer: Viewer, result: LabResult) => Awaitable<LabComment[]>;
  /** Each of these by its whole path, so that it belongs to the record. */
  findLabValue: (record: LabRecord, path: LabPath) => Awaitable<LabValue | null>;
  findLabResult: (record: LabRecord, path: LabPath, id: string) => Awaitable<LabResult | null>;

  /** Returns the link's id. */
  linkRelative: (patient: Account, relative: Account) => Awaitable<string>;
  /** The links to and from the viewer. */
  visibleRelatives: (viewer: Viewer) => Awaitable<RelativeLink[]>;
  /** Returns the guardianship's id. */
  appointGuardian: (patient: Account, guardian: Account) => Awaitable<string>;
  findGuardianship: (id: string) => Awaitable<Guardianship | null>;
  endGuardianship: (guardianship: Guardianship) => Awaitable<void>;
  /** Whether the viewer sees it as a guardian of its patient. */
  mayReadAsGuardian: (viewer: Viewer, entry: Entry) => Awaitable<boolean>;

  /** The member of staff with this account, who may be revoked. */
  findMember: (accountId: string) => Awaitable<Member | null>;
  visibleMembers: () => Awaitable<Member[]>;
  revokeMember: (member: Member) => Awaitable<void>;
  /** Lets a revoked member work here again, with nobody at the desk yet. */
  reinstateMember: (member: Member) => Awaitable<void>;
  giveToDesk: (member: Member, patient: Account) => Awaitable<void>;
  takeFromDesk: (member: Member, patient: Account) => Awaitable<void>;
  visibleDeskPatients: (viewer: Viewer) => Awaitable<DeskPatient[]>;
  /** Whether the viewer sees a consultation at the desk; never what was recorded of it. */
  mayReadAtDesk: (viewer: Viewer, entry: Entry) => Awaitable<boolean>;
  /** The playlists of a recording in segments. */
  mayReadPlaylist: (viewer: Viewer, recording: Recording) => Awaitable<boolean>;
  /** What a playlist names. Null: whoever asks is not signed in. */
  mayReadSegment: (viewer: Viewer | null, recording: Recording) => Awaitable<boolean>;
  mayReadKey: (viewer: Viewer | null, recording: Recording) => Awaitable<boolean>;
  /** The bytes that segments are cut of. */
  readSegments: (viewer: Viewer | null, recording: Recording) => Awaitable<Uint8Array>;
  /** The AES-128 key of a recording's segments. */
  readKey: (recording: Recording) => Awaitable<Uint8Array>;

  /** Where answers say that a recording's media is. */
  mediaAddress: (viewer: Viewer, recording: Recording) => string;
  /** When a signed address that is given now ends, in ms since 1970. */
  endOfMediaLink: (viewer: Viewer) => number;
  /** The signature of a signed address that this viewer is given, or comes with. Null: nobody is signed in. */
  signMediaLink: (viewer: Viewer | null, link: MediaLink) => string;
  /** As `findViewer`, where a signed address is asked for: media are served by a gateway of their own. */
  findMediaViewer: (token: string) => Awaitable<Viewer | null>;
  /** Whether a link whose signature is right works now, for this viewer. */
  mayUseMediaLink: (viewer: Viewer | null, link: MediaLink) => Awaitable<boolean>;

  /** Begins an export of all that a patient has. */
  requestExport: (viewer: Viewer) => Awaitable<Export>;
  findExport: (id: string) => Awaitable<Export | null>;
  mayReadExport: (viewer: Viewer, exported: Export) => Awaitable<boolean>;
  mayDownloadExport: (viewer: Viewer, exported: Export) => Awaitable<boolean>;
  /** Which file is downloaded. */
  openExport: (viewer: Viewer, exported: Export) => Awaitable<{ file: string }>;
  /** Makes the file, in the background. */
  buildExport: (exported: Export) => Promise<void>;

  /** What is in one's calendar. */
  appointmentsOf: (account: Account) => Awaitable<Consultation[]>;
  /** What is in one's table of consultations. */
  tabledConsultations: (viewer: Viewer) => Awaitable<Consultation[]>;
  /** What makes the address of one's calendar one that nobody else knows. */
  calendarSecret: (account: Account) => string;
  /** The page of a consultation that is made to be printed. */
  mayPrint: (viewer: Viewer, consultation: Consultation) => Awaitable<boolean>;

  /** Puts a page's content between head and foot; returns the whole document. */
  renderPage: (viewer: Viewer | null, page: PageContent) => Awaitable<string>;
}
