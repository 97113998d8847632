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
  for (const [run] of text.matchAll(/[\\w+/-]{16}[\\w+/-]*/g)) yield ["base64", Buffer.from(run, "base64")];
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
