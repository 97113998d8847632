/**
 * A program for `node -e` that listens as the viewer and as the owner, until a sign of the owner's arrives:
 * `KIND SIGNS VIEWER-CONFIG VIEWER-ADDRESS OWNER-CONFIG OWNER-ADDRESS`, with files for `curl --config` and KIND
 * `websocket` or `events`. It ends with 10 where the viewer received one, 11 where only the owner did, 12 where neither
 * did in time. Without a single quote, so that it stands in a script as one quoted word.
 */
export const listen = `
const fs = require("node:fs");
const { spawn } = require("node:child_process");
const [kind, list, ...parties] = process.argv.slice(1);
const signs = fs.readFileSync(list, "utf8").split("\\n").filter(Boolean).map((sign) => sign.toLowerCase());
const wait = Number(process.env.CHAPERONE_WAIT || 60) * 1000;
const headersIn = (file) => Object.fromEntries([...fs.readFileSync(file, "utf8").matchAll(/^header = "([^:]+): ((?:[^"\\\\]|\\\\.)*)"$/gm)].map(([, name, value]) => [name, value.replace(/\\\\(.)/g, "$1")]));
let ending = null;
const end = (code) => process.exit(code);
const hear = (who, text) => {
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
    for await (const piece of answer.body ?? []) hear(who, (text = (text + Buffer.from(piece).toString("latin1")).slice(-1000000)));
  }).catch(() => closed("refused or broken"));
});
Promise.all([open("viewer", parties[0], parties[1]), open("owner", parties[2], parties[3])]).then(() => {
  if (process.env.CHAPERONE_ACT) spawn("sh", ["-c", process.env.CHAPERONE_ACT], { stdio: ["ignore", 2, 2] });
  setTimeout(() => ending ?? end(12), wait);
});
`.trim();
