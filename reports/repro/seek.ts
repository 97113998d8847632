import { pageSizeNames } from '../../harness/domain/page-size.ts';

/**
 * A program for `node -e` that looks for signs of an owner in an answer: `ANSWER SIGNS`, a file each. It opens what is
 * packed and encoded as the run does (zip members by name), writes what it saw where to standard error, and ends with 10
 * where it saw one (1 is what Node ends with by itself). Without a single quote, so that it stands in a script as one quoted word.
 */
export const seek = `
const fs = require("node:fs");
const zlib = require("node:zlib");
const [answer, list] = process.argv.slice(1);
const signs = fs.readFileSync(list, "utf8").split("\\n").filter(Boolean);
const limits = { maxOutputLength: 64 * 1024 * 1024, finishFlush: zlib.constants.Z_SYNC_FLUSH };
const opened = (open, bytes) => { try { return open(bytes, limits); } catch { return null; } };
function* members(bytes) {
  for (let at = bytes.indexOf("PK\\x03\\x04"); at >= 0; at = bytes.indexOf("PK\\x03\\x04", at + 4)) {
    if (at + 30 > bytes.length) return;
    const from = at + 30 + bytes.readUInt16LE(at + 26) + bytes.readUInt16LE(at + 28);
    const name = bytes.toString("latin1", at + 30, at + 30 + bytes.readUInt16LE(at + 26));
    const packed = bytes.subarray(from);
    const content = bytes.readUInt16LE(at + 8) === 8 ? opened(zlib.inflateRawSync, packed) : null;
    if (content !== null) yield ["zip member " + name, content];
  }
}
function* within(bytes) {
  yield* members(bytes);
  for (let at = bytes.indexOf("\\x1f\\x8b\\x08", 0, "latin1"); at >= 0; at = bytes.indexOf("\\x1f\\x8b\\x08", at + 3, "latin1")) {
    const content = opened(zlib.gunzipSync, bytes.subarray(at));
    if (content !== null) yield ["gzip", content];
  }
  const text = bytes.toString("latin1");
  const plain = text
    .replace(/\\\\u([0-9a-f]{4})/gi, (_, code) => String.fromCharCode(parseInt(code, 16)))
    .replace(/\\\\\\//g, "/")
    .replace(/&#(?:x([0-9a-f]+)|([0-9]+));/gi, (_, hex, digits) => String.fromCharCode(hex ? parseInt(hex, 16) : Number(digits)))
    .replace(/%([0-9a-f]{2})/gi, (_, code) => String.fromCharCode(parseInt(code, 16)))
    .replace(/\\0/g, "");
  if (plain !== text) yield ["escapes", Buffer.from(plain, "latin1")];
  for (const [run] of text.matchAll(/[\\w+/-]{16,}/g)) yield ["base64", Buffer.from(run, "base64")];
}
function search(bytes, where, depth) {
  const text = bytes.toString("latin1").toLowerCase();
  const seen = signs.find((sign) => text.includes(sign.toLowerCase()));
  if (seen !== undefined) {
    process.stderr.write("seen" + where + ": " + seen + "\\n");
    process.exit(10);
  }
  if (depth === 0) return;
  for (const [how, content] of within(bytes)) search(content, where + ", in " + JSON.stringify(how), depth - 1);
}
search(fs.readFileSync(answer), "", 3);
`.trim();

/**
 * A program for `node -e` that writes the address of the page after an answer (headers and body) of an address:
 * `ANSWER ADDRESS`. It ends with 3 where there are more pages, and it cannot tell where.
 */
export const nextPage = `
const fs = require("node:fs");
const [answer, address] = process.argv.slice(1);
let body = fs.readFileSync(answer, "latin1");
let headers = "";
while (/^HTTP[/]/.test(body)) {
  const end = body.search(/\\r?\\n\\r?\\n/);
  if (end < 0) break;
  headers = body.slice(0, end);
  body = body.slice(end).replace(/^\\r?\\n\\r?\\n/, "");
}
const go = (next) => { const url = new URL(next, address); if (url.origin === new URL(address).origin && url.href !== address) { process.stdout.write(url.href); process.exit(0); } process.exit(3); };
const linked = /^link:.*?<([^>]*)>[^,]*rel="?next/im.exec(headers) || /<(?:a|link)[^>]*rel="?next[^>]*href="([^"]*)/i.exec(body);
if (linked) go(linked[1].replace(/&amp;/g, "&"));
let json = null;
try { json = JSON.parse(body); } catch { process.exit(0); }
const places = [json, ...["links", "_links", "meta", "pagination", "paging", "page", "pageInfo", "page_info"].map((name) => json && json[name])].filter((place) => place && typeof place === "object");
const valueOf = (names) => places.flatMap((place) => names.map((name) => place[name])).find((value) => (typeof value === "string" && value !== "") || typeof value === "number");
for (const place of places) for (const name of ["next", "nextLink", "next_link", "nextUrl", "next_url", "nextPage", "@odata.nextLink"]) {
  const value = place[name] && typeof place[name] === "object" ? place[name].href : place[name];
  if (typeof value === "string" && /^(https?:|[/?])/.test(value)) go(value);
}
const withQuery = (name, value) => { const url = new URL(address); url.searchParams.set(name, value); return url.href; };
const cursor = valueOf(["nextCursor", "next_cursor", "cursor"]);
const token = valueOf(["nextPageToken", "next_page_token"]);
if (cursor !== undefined) go(withQuery("cursor", cursor));
if (token !== undefined) go(withQuery("pageToken", token));
const page = Number(valueOf(["page", "currentPage", "current_page", "number"]) ?? new URL(address).searchParams.get("page") ?? 1);
const pages = Number(valueOf(["totalPages", "total_pages", "pageCount", "page_count", "pages", "last_page"]) ?? 0);
if (page < pages) go(withQuery("page", String(page + 1)));
if (places.some((place) => place.hasMore === true || place.has_more === true || place.hasNextPage === true)) process.exit(3);
// A cursor that goes nobody knows where, and a page that is full and tells nothing of the next.
if (valueOf(["next", "endCursor", "nextToken"]) !== undefined) process.exit(3);
const size = Number([...new URL(address).searchParams].find(([name, value]) => /${pageSizeNames.source}/i.test(name) && Number(value) > 0)?.[1] ?? valueOf(["limit", "pageSize", "page_size", "per_page"]) ?? 0);
const lists = [json, ...places.flatMap((place) => Object.values(place)), ...Object.values((json && json.data) || {})].filter(Array.isArray);
if (size > 0 && lists.some((rows) => rows.length === size)) process.exit(3);
`.trim();
