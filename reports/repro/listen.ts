/**
 * A program for `node -e` that listens as the viewer and as the owner, until a sign of the owner's arrives:
 * `KIND SIGNS VIEWER-CONFIG VIEWER-ADDRESS OWNER-CONFIG OWNER-ADDRESS`, with files for `curl --config` and KIND
 * `websocket` or `events`. By CHAPERONE_LEAVE, a command, the viewer signs out once
 * both are connected, and what came before counts for nothing. It ends with 10 where the viewer received one, 11 where
 * only the owner did, 12 where neither did in time. Without a single quote, so that it stands in a script as one quoted word.
 */
export const listen = `
const fs = require("node:fs");
const { spawn } = require("node:child_process");
const [kind, list, ...parties] = process.argv.slice(1);
const signs = fs.readFileSync(list, "utf8").split("\\n").filter(Boolean).map((sign) => sign.toLowerCase());
const wait = Number(process.env.CHAPERONE_WAIT || 60) * 1000;
const headersIn = (file) => Object.fromEntries([...fs.readFileSync(file, "utf8").matchAll(/^header = "([^:]+): ((?:[^"\\\\]|\\\\.)*)"$/gm)].map(([, name, value]) => [name, value.replace(/\\\\(.)/g, "$1")]));
const run = (command) => new Promise((resolve) => spawn("sh", ["-c", command], { stdio: ["ignore", 2, 2] }).on("close", (code) => resolve(code === 0)));
let ending = null;
const end = (code) => process.exit(code);
// What came before a sign-out, and in the second after it, was the right of the viewer.
let counts = !process.env.CHAPERONE_LEAVE;
const hear = (who, text) => {
  if (!counts) return;
  const seen = signs.find((sign) => text.toLowerCase().includes(sign));
  if (seen === undefined) return;
  if (who === "viewer") { process.stderr.write("seen: " + seen + "\\n"); end(10); }
  // What the owner hears, the viewer has two more seconds to hear.
  ending ??= setTimeout(() => end(11), 2000);
};
const open = (who, file, address) => new Promise((resolve) => {
  const headers = headersIn(file);
  const closed = (why) => { process.stderr.write("The " + who + " is not connected (" + why + ").\\n"); resolve(); };
  if (kind === "websocket") {
    const socket = new WebSocket(address.replace(/^http/, "ws"), { headers });
    socket.binaryType = "arraybuffer";
    socket.onopen = () => { if (process.env.CHAPERONE_HELLO) socket.send(process.env.CHAPERONE_HELLO); resolve(); };
    socket.onmessage = ({ data }) => hear(who, Buffer.from(data).toString("latin1"));
    socket.onerror = () => closed("refused or broken");
    socket.onclose = () => closed("closed");
    return;
  }
  fetch(address, { headers: { accept: "text/event-stream", ...headers }, redirect: "manual" }).then(async (answer) => {
    if (!answer.ok) closed("HTTP " + answer.status);
    resolve();
    let text = "";
    for await (const piece of answer.body ?? []) hear(who, (text = counts ? (text + Buffer.from(piece).toString("latin1")).slice(-1000000) : ""));
  }).catch(() => closed("refused or broken"));
});
Promise.all([open("viewer", parties[0], parties[1]), open("owner", parties[2], parties[3])]).then(async () => {
  if (!counts && !(await run(process.env.CHAPERONE_LEAVE))) end(12);
  if (!counts) await new Promise((resolve) => setTimeout(resolve, 1000));
  counts = true;
  if (process.env.CHAPERONE_ACT) run(process.env.CHAPERONE_ACT);
  setTimeout(() => ending ?? end(12), wait);
});
`.trim();
