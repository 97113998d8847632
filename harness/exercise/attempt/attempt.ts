import { attemptHead } from './attempt-head.ts';
import type { Attempt } from '../../domain/attempt.ts';
import type { Sighting } from '../../domain/sighting.ts';
import { isEndedVariant } from '../../domain/link-variant.ts';
import type { Ids } from '../../domain/thing.ts';
import { rangeOf } from '../../domain/range-variants.ts';
import { ask } from './ask.ts';
import { itemsOf } from '../rows/attribute.ts';
import type { PlacedPage } from '../rows/attribute.ts';
import type { Found, Inspected, Scanning } from '../scan/inspect.ts';
import { linkRequest, unlessEnded } from './link-request.ts';
import { cookieFor } from '../http/session-credentials.ts';
import type { SessionCredentials, CredentialStore } from '../http/session-credentials.ts';
import type { Delivered } from '../http/deliver.ts';
import type { Outgoing } from '../http/exchange.ts';
import { parseJson } from '../scan/body-json.ts';
import { classify, isSignInPage } from '../classify/outcome.ts';
import { isBinary } from '../http/media-type.ts';
import type { Classified } from '../classify/outcome.ts';
import { changeRequest, describeChange } from '../http/request-change.ts';
import { missingIds, requestFor } from '../http/requests.ts';
import type { Variant, AttemptRequest } from '../state/attempt-request.ts';
import { sameAsDecoy } from './same-as-decoy.ts';
import { sightingsOf } from './page-sightings.ts';
import { isRefusal } from '../rows/refusal.ts';
import { isSentHome } from '../classify/sent-home.ts';
import { recordedHeaders } from '../http/recorded-headers.ts';
import { isOf, placed, signKey, withoutEchoes } from '../scan/sightings.ts';
import { unlessSpent } from '../classify/spent-session.ts';
import { takePages } from '../rows/take-pages.ts';
import type { Pages } from '../rows/take-pages.ts';
import { noteUnmarked } from './unmarked.ts';
import type { Account } from '../state/held.ts';
import type { RunIdentity } from '../state/run-identity.ts';
import type { Network } from '../http/network.ts';
import type { Linking } from './links.ts';
import type { Recorder } from '../state/recorder.ts';
import type { Holder } from '../state/holdings.ts';
import type { DecoyStore } from './same-as-decoy.ts';
import type { UnmarkedFields } from './unmarked.ts';

/** What making an attempt takes. */
export type Attempting = Linking & Recorder & Holder & DecoyStore & UnmarkedFields;

/** One attempt: sent, inspected and classified, but not recorded. */
export async function tryOnce(worker: Attempting, request: AttemptRequest): Promise<Attempt> {
  const { session, surface, thing } = request;
  const variant = request.variant ?? 'plain';
  const ids: Ids = {
    ...(thing?.owner ?? session?.account)?.ids,
    ...thing?.ids,
    ...request.change?.ids,
  };
  const blank: Attempt = {
    ...attemptHead(worker, session, thing),
    surface: surface.id,
    variant: request.change?.name ?? variant,
    probe: request.probe,
    channel: 'http',
    sentAt: Date.now(),
    answeredAt: Date.now(),
    outcome: 'unclear',
    status: null,
    headers: {},
    bytes: 0,
    truncated: false,
    digests: [],
    sightings: [],
    items: null,
    ...(request.retryOf === undefined ? {} : { retryOf: request.retryOf }),
    ...(request.shrinking === undefined ? {} : { shrinking: request.shrinking }),
  };
  const why = whyNot(worker, request, ids);
  return why === null ? perform(worker, { ...request, variant }, blank, ids) : { ...blank, why };
}

function whyNot(
  worker: CredentialStore,
  { session, surface }: AttemptRequest,
  ids: Ids,
): string | null {
  const missing = missingIds(surface, ids);
  if (missing.length > 0) return `there is no id of a ${missing.join(', ')} to ask with`;
  const held = session === null || worker.sessionCredentials.has(session.id);
  return held ? null : 'the session is a browser\u2019s: its credentials are not known here';
}

async function perform(
  worker: Attempting,
  request: AttemptRequest & { variant: Variant },
  unsent: Attempt,
  ids: Ids,
): Promise<Attempt> {
  const { session, surface, thing, variant, change } = request;
  const credentials = session === null ? null : (worker.sessionCredentials.get(session.id) ?? null);
  const prepared = surface.link
    ? await linkRequest(worker, request, ids)
    : {
        outgoing: changeRequest(requestFor(surface, ids, variant, worker.base), change),
        endsAt: null,
        lender: null,
      };
  if ('why' in prepared) {
    const { why, refusal } = prepared;
    const refused = variant === 'asked' ? refusal : undefined;
    return { ...unsent, ...(refused ?? { why }), answeredAt: Date.now() };
  }
  const { outgoing, lender } = prepared;
  const blank = change ? { ...unsent, changed: describeChange(outgoing, change) } : unsent;
  const sent = echoes(worker, outgoing, credentials);
  const pages = await takeAll(worker, { credentials, surface, variant, outgoing });
  const [first] = pages.pages;
  const last = pages.pages.at(-1);
  if (first === undefined || last === undefined)
    return { ...blank, why: pages.why ?? 'nothing was sent' };
  const { delivered } = first;
  const { delivery } = delivered;

  const seenIn = (found: readonly Found[]) =>
    withoutEchoes(found, sent(), blank.viewer).filter(
      ({ sign }) => lender === null || !isOf(sign, lender, worker.plan.run),
    );
  const own = thing === null || thing.owner.id === blank.viewer;
  const asked = Object.fromEntries(
    Object.entries(ids).filter(([name]) => surface.needs.includes(name)),
  );
  const isOwnList = surface.gives === 'list' && thing === null;
  const view = {
    seenIn,
    lister: isOwnList && session !== null ? session.account : null,
    surface,
    asked,
  };
  const placedPages: PlacedPage[] = pages.pages.map((page) => ({
    rows: page.rows,
    sightings: sightingsOf(worker.inspecting, page, view),
  }));
  const { sightings, items, cut } = itemsOf(placedPages, {
    listed: surface.gives === 'list' && pages.rows !== null,
    own: (sighting) =>
      isOwn(sighting, blank.viewer, worker) || wasOwn(sighting, session?.account.formerly),
    digest: worker.digest,
    look: (text) => placed(seenIn(worker.inspecting.look(text)), null),
  });

  const owner = thing?.owner.id;
  // Staff have a part in the rows of all their patients.
  const isPatient = session?.account.role === 'patient';
  const isOfViewer = (index: number): boolean => {
    const sighting = sightings[index];
    return isPatient && sighting !== undefined && isOwn(sighting, blank.viewer, worker);
  };
  const answer = {
    gives: surface.gives,
    variant: outgoing.method === 'HEAD' ? 'head' : variant,
    own,
    open: session?.state === 'open' && !isEndedVariant(variant),
    status: delivery.status,
    failure: delivery.failure,
    bytes: delivery.bytes,
    contentType: delivery.headers['content-type'] ?? '',
    signInPage: signInPage(worker, delivered),
    redirect: delivered.redirect,
    sign:
      owner === undefined
        ? sightings.length > 0
        : sightings.some((sighting) => isOwn(sighting, owner, worker)),
    rows: pages.rows,
    listWhy: pages.why,
    ownRows: (items ?? []).every((item) => item.sightings.some(isOfViewer)),
    refusal: pages.refused,
    sentHome: isSentHome(worker.definition.surfaces, delivered, {
      url: outgoing.url,
      ids: asked,
      base: worker.base,
    }),
  };
  const classified = classify(answer);
  const { answeredAt } = last.delivered.delivery;
  const settled =
    classified.decoy &&
    thing !== null &&
    (await sameAsDecoy(worker, { ...request, ids, credentials, outgoing }, first))
      ? ({ outcome: 'concealed' } satisfies Classified)
      : unlessEnded(classified, prepared, answeredAt);
  const final = unlessSpent(settled, session, credentials, answeredAt);
  const isPlain = variant === 'plain' && change === undefined;
  if (own && final.outcome === 'granted' && isPlain && session?.state === 'open') {
    for (const page of pages.pages) noteUnmarked(worker, surface.id, page.json);
  }
  return {
    ...blank,
    sentAt: delivery.sentAt,
    answeredAt,
    outcome: final.outcome,
    ...(final.why === undefined ? {} : { why: final.why }),
    status: delivery.status,
    headers: recordedHeaders(delivery.headers, worker.base),
    bytes: pages.pages.reduce((sum, page) => sum + page.delivered.delivery.bytes, 0),
    truncated: pages.truncated || cut || pages.pages.some(partlySeen),
    digests: lender === null ? mediaIn(first, answer.contentType) : [],
    sightings,
    items,
  };
}

type Answered = { delivered: Delivered; inspected: Inspected };

/** Ranges of an error page would be everybody's; media in place of one is somebody's. */
function mediaIn({ delivered, inspected }: Answered, contentType: string): readonly string[] {
  const { status } = delivered.delivery;
  const isSuccess = status !== null && status >= 200 && status < 300;
  const { digests, carried = [] } = inspected;
  return [...(isSuccess || isBinary(contentType) ? digests : []), ...carried];
}

function partlySeen({ delivered, inspected }: Answered): boolean {
  return delivered.delivery.truncated || inspected.gaps.length > 0;
}

type Way = {
  credentials: SessionCredentials | null;
  surface: AttemptRequest['surface'];
  variant: Variant;
  outgoing: Outgoing;
};

async function takeAll(
  worker: Network & Scanning,
  { credentials, surface, variant, outgoing }: Way,
): Promise<Pages<Inspected>> {
  const isBodiless = outgoing.method === 'HEAD' || variant === 'head';
  if (surface.gives === 'list' && !isBodiless && rangeOf(variant) === null) {
    const json: unknown = typeof outgoing.body === 'string' ? JSON.parse(outgoing.body) : undefined;
    return takePages(surface, { url: outgoing.url, json }, async (page) => {
      try {
        worker.guard(page.url);
      } catch {
        return null;
      }
      const body = page.json === undefined ? outgoing.body : JSON.stringify(page.json);
      return ask(worker, credentials, surface.gives, { ...outgoing, url: page.url, body });
    });
  }
  const answer = await ask(worker, credentials, surface.gives, outgoing);
  const { delivery, body } = answer.delivered;
  const json = parseJson(body, delivery.headers['content-type'] ?? '');
  return {
    pages: [{ ...answer, json, rows: [] }],
    rows: null,
    why: null,
    refused: isRefusal(json),
    truncated: false,
  };
}

/**
 * The signs in all that an attempt sends, looked for only once something was found. To be called before
 * anything is sent: a cookie that the answer sets is none that was sent.
 */
function echoes(
  worker: Scanning,
  outgoing: Outgoing,
  credentials: SessionCredentials | null,
): () => ReadonlySet<string> {
  const cookie = credentials === null ? '' : cookieFor(credentials, outgoing.url);
  let signs: Set<string> | null = null;
  return () => {
    if (signs !== null) return signs;
    const text = [
      outgoing.url.href,
      typeof outgoing.body === 'string' ? outgoing.body : '',
      ...Object.values(outgoing.headers),
      ...Object.values(credentials?.headers ?? {}),
      cookie,
    ].join('\n');
    signs = new Set(worker.inspecting.look(text).map(({ sign }) => signKey(sign)));
    return signs;
  };
}

function isOwn(sighting: Sighting, account: string, worker: RunIdentity): boolean {
  return sighting.kind !== 'frame' && isOf(sighting, account, worker.plan.run);
}

/** Whether a token was planted for the account by an earlier run. */
function wasOwn(sighting: Sighting, formerly: Account['formerly'] = []): boolean {
  if (sighting.kind !== 'token') return false;
  const { run, account } = sighting.token;
  return formerly.some((holder) => holder.run === run && holder.number === account);
}

function signInPage(worker: RunIdentity, { delivery, body }: Delivered): boolean {
  const contentType = delivery.headers['content-type'] ?? '';
  if (body === null || !/html|text/.test(contentType)) return false;
  return isSignInPage(body.toString('utf8'), contentType, worker.definition.signInPage);
}
