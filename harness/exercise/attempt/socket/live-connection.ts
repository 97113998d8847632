import type { Outgoing } from '../../http/exchange.ts';
import type { Received } from './received.ts';

/** A connection that is open or being opened. Its functions never reject: `received` says what went wrong. */
export type LiveConnection = {
  received: Received;
  /** The subprotocol that the server has chosen; empty where there is none. */
  protocol(): string;
  send(message: string | Uint8Array): void;
  /** Resolves once the server has handled what was sent before, as far as the protocol can show it. */
  fence(): Promise<void>;
  close(): Promise<void>;
  /** Ends it without a word to the server, as where a network breaks down. */
  breakOff(): Promise<void>;
};

export type ConnectOptions = {
  /** The request, including credentials. */
  request: Outgoing;
  protocols: readonly string[];
  /** Milliseconds until the connection must be accepted. */
  timeout: number;
  signal: AbortSignal;
};
