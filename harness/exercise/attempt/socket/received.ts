/** One message of a connection. */
export type Message = {
  content: Buffer;
  /** Of an event: its name and id, which may hold signs too; else empty. */
  label: string;
};

/** How a connection ended, whoever ended it. */
export type Ended = {
  /** Of a WebSocket: its close code; null elsewhere. */
  code: number | null;
  /** Why it failed, in words; null where it was ended in order. */
  failure: string | null;
  /** What came with the end: the body of a refusal, the reason of a close frame. */
  text: Buffer;
};

/** What one connection has brought so far. */
export type Received = {
  /** 101 for a WebSocket that is open; of a refusal, its status. Null when no answer came. */
  readonly status: number | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly setCookie: readonly string[];
  /** It was accepted: there is something to listen to, or was. */
  readonly accepted: boolean;
  readonly messages: readonly Message[];
  readonly bytes: number;
  /** More came than is kept: the connection was given up. */
  readonly truncated: boolean;
  readonly ended: Ended | null;
  /** Waits until it is so; false when the connection has ended, or `ms` milliseconds have passed, before. */
  until(met: () => boolean, ms: number): Promise<boolean>;
};

/** Where a connection writes down what comes. */
export type Recorder = Received & {
  answered(status: number, headers: Record<string, string>, setCookie: readonly string[]): void;
  accept(): void;
  /** Something else has changed: whoever waits looks again. */
  touch(): void;
  /** False: it was one too many, and nothing further is taken. */
  take(message: Message): boolean;
  end(ended: Partial<Ended>): void;
};

/** What is kept of one connection: nobody listens for long, and a hostile server must not fill the memory. */
const most = { messages: 1000, bytes: 8 * 1024 * 1024 };
/** The longest message that is taken, in bytes, after decompression. */
export const longestMessage = 4 * 1024 * 1024;

export function createRecorder(): Recorder {
  const watchers = new Set<() => void>();
  const told = (): void => [...watchers].forEach((watch) => watch());
  const messages: Message[] = [];
  const recorder = {
    status: null as number | null,
    headers: {} as Record<string, string>,
    setCookie: [] as readonly string[],
    accepted: false,
    messages,
    bytes: 0,
    truncated: false,
    ended: null as Ended | null,
    answered(status: number, headers: Record<string, string>, setCookie: readonly string[]) {
      Object.assign(recorder, { status, headers, setCookie });
    },
    accept() {
      recorder.accepted = true;
      told();
    },
    touch: told,
    take(message: Message) {
      if (recorder.ended !== null || recorder.truncated) return false;
      recorder.bytes += message.content.length + message.label.length;
      recorder.truncated = messages.length >= most.messages || recorder.bytes > most.bytes;
      if (recorder.truncated) recorder.end({ failure: 'more came than can be taken' });
      else messages.push(message);
      told();
      return !recorder.truncated;
    },
    end(ended: Partial<Ended>) {
      recorder.ended ??= { code: null, failure: null, text: Buffer.alloc(0), ...ended };
      told();
    },
    until: (met: () => boolean, ms: number) =>
      new Promise<boolean>((resolve) => {
        const settle = (result: boolean): void => {
          clearTimeout(timer);
          watchers.delete(watch);
          resolve(result);
        };
        const watch = (): void => {
          if (met()) settle(true);
          else if (recorder.ended !== null) settle(false);
        };
        const timer = setTimeout(() => settle(false), ms);
        watchers.add(watch);
        watch();
      }),
  };
  return recorder;
}
