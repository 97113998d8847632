/** One message of a connection. */
export type Message = {
  content: Buffer;
  /**
   * For a server-sent event: its name and id, which may hold signs; for a binary message: `binary`; otherwise empty.
   */
  label: string;
};

/** How a connection ended, on either side. */
export type Ended = {
  /** The close code of a WebSocket; null for other connections. */
  code: number | null;
  /** Why the connection failed; null when it ended in order. */
  failure: string | null;
  /** The body of a refusal, or the reason in a close frame. */
  text: Buffer;
};

/** Everything that came over one connection so far. */
export type Received = {
  /** 101 for an open WebSocket, the status of a refusal, or null when no answer came. */
  readonly status: number | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly setCookie: readonly string[];
  /** The server accepted the connection. It may have ended since. */
  readonly accepted: boolean;
  readonly messages: readonly Message[];
  readonly bytes: number;
  /** More came than is kept, and the connection was closed for that. */
  readonly truncated: boolean;
  readonly ended: Ended | null;
  /** Waits until `met` is true. Resolves with false if the connection ends, or `ms` milliseconds pass, before that. */
  until(met: () => boolean, ms: number): Promise<boolean>;
};

/** Collects what comes over a connection. */
export type Recorder = Received & {
  answered(status: number, headers: Record<string, string>, setCookie: readonly string[]): void;
  accept(): void;
  /** Makes all callers of `until` check their condition again. */
  touch(): void;
  /** Adds a message. Returns false when the limit is exceeded: then no further message is taken. */
  take(message: Message): boolean;
  end(ended: Partial<Ended>): void;
};

/** Limits of what is kept of one connection, so that a hostile server cannot fill the memory. */
const most = { messages: 1000, bytes: 8 * 1024 * 1024 };
/** Longest message that is taken, in bytes after decompression. */
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
