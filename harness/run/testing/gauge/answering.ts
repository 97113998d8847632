import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { json } from '../../../exercise/http/serve.test-support.ts';
import { deploy, noteAt } from '../../../exercise/worker/worker.test-support.ts';
import type { Deployment } from '../../../exercise/worker/worker.test-support.ts';
import type { Answer, Asked, Content, Marks } from './answers.ts';

/** A connection on which an account listens. */
type Seat = { viewer: string; path: string; send(content: Content): void };

/**
 * Starts a small deployment that gives one answer: at `/answers` to requests, and at `/events` and `/live` to listeners
 * after an owner has touched a note. `/<chart>` behind one of these paths names the note that the answer is about.
 */
export async function deployAnswers(answer: Answer): Promise<Deployment> {
  const marks = new Map<string, Marks>();
  const seats = new Set<Seat>();
  const take = (closes: { on(event: 'close', left: () => void): unknown }, seat: Seat) => {
    seats.add(seat);
    closes.on('close', () => seats.delete(seat));
  };
  const askedBy = (viewer: string, path: string): Asked => {
    const [first] = marks.values();
    const own = marks.get(viewer);
    const addressed = [...marks.values()].find(({ chart }) => path.endsWith(`/${chart}`));
    const foreign = addressed ?? first;
    if (own === undefined || foreign === undefined) throw new Error('nobody has a note yet');
    return { own, foreign, path };
  };
  const asked = (live: Deployment, request: IncomingMessage) => {
    const path = request.url ?? '';
    const viewer = live.viewer(request) ?? '';
    const question = askedBy(viewer, path);
    return {
      path,
      viewer,
      content: answer.content(question),
      isOwner: question.own === question.foreign,
    };
  };
  const give = (live: Deployment, request: IncomingMessage, response: ServerResponse) => {
    const {
      status = 200,
      headers,
      type = 'application/json',
      ...rest
    } = asked(live, request).content;
    response.writeHead(status, { 'content-type': type, ...headers }).end(bytesOf(rest));
  };
  const tell = (live: Deployment, request: IncomingMessage, response: ServerResponse) => {
    const { path, viewer, content, isOwner } = asked(live, request);
    if (!isOwner && isRefused(content)) return give(live, request, response);
    const headers = isOwner ? {} : content.headers;
    response
      .writeHead(200, { ...headers, 'content-type': 'text/event-stream' })
      .write(': hello\n\n');
    const send = (sent: Content) => void response.write(`data: ${bytesOf(sent).toString()}\n\n`);
    take(response, { path, viewer, send });
  };
  const touch = (live: Deployment, request: IncomingMessage, response: ServerResponse) => {
    const owner = noteAt(live, request)?.owner;
    // Others get the message first, because the round ends when the owner has received it.
    for (const { viewer, path, send } of [...seats].filter((seat) => seat.viewer !== owner))
      send(answer.content(askedBy(viewer, path)));
    for (const { viewer, path, send } of [...seats].filter((seat) => seat.viewer === owner)) {
      const question = askedBy(viewer, path);
      if (!answer.isRefusal) send(answer.content(question));
      send({ body: { type: 'changed', text: question.own.token } });
    }
    json(response, {});
  };
  const connect = (live: Deployment, request: IncomingMessage, raw: Duplex, head: Buffer) => {
    const { path, viewer, content, isOwner } = asked(live, request);
    const headers = isOwner ? {} : content.headers;
    const lines = Object.entries({ ...headers }).map(([name, text]) => `${name}: ${text}`);
    if (!isOwner && isRefused(content)) {
      const body = bytesOf(content).toString();
      const top = [`HTTP/1.1 ${content.status} No`, ...lines, `content-length: ${body.length}`];
      return void raw.end(`${top.join('\r\n')}\r\n\r\n${body}`);
    }
    const server = new WebSocketServer({ noServer: true });
    server.on('headers', (sent) => void sent.push(...lines));
    server.handleUpgrade(request, raw, head, (line) => {
      const send = (sent: Content) =>
        line.send(Buffer.isBuffer(sent.body) ? sent.body : bytesOf(sent).toString());
      take(line, { path, viewer, send });
    });
  };
  return deploy(
    {
      'POST /sign-up': (_, __, response) =>
        json(response, { id: `acc_c3ab8ff13720e8a${marks.size}` }, 201),
      'POST /notes': (live, request, response, text) => {
        const owner = live.viewer(request) ?? '';
        const chart = `5d41402abc4b2a7${marks.size}`;
        const number = 1041 + marks.size;
        const session = /sid=(\w+)/.exec(request.headers.cookie ?? '')?.[1] ?? '';
        marks.set(owner, { token: text, chart, number, session });
        live.notes.push({ id: chart, owner, text });
        json(response, { chart, note: number }, 201);
      },
      'POST /touch/{}': touch,
      'GET /sign-in': (_, __, response) => json(response, {}),
      'GET /answers': give,
      'GET /answers/{}': give,
      'GET /events': tell,
      'GET /events/{}': tell,
    },
    connect,
  );
}

const isRefused = ({ status = 200 }: Content): boolean => status !== 200;

function bytesOf({ body }: Content): Buffer {
  if (body === undefined) return Buffer.alloc(0);
  if (Buffer.isBuffer(body)) return body;
  return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
}
