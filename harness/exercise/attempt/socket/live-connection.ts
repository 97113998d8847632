import type { Outgoing } from '../../http/exchange.ts';
import type { Received } from './received.ts';

/** An open connection, or one that is being opened. It never rejects: what went wrong is in `received`. */
export type LiveConnection = {
  received: Received;
  send(message: string | Uint8Array): void;
  /** Returns once what was sent before it has been dealt with, as far as the protocol can tell. */
  fence(): Promise<void>;
  close(): Promise<void>;
};

export type ConnectOptions = {
  /** With credentials. */
  request: Outgoing;
  protocols: readonly string[];
  /** Milliseconds until it must be accepted. */
  timeout: number;
  signal: AbortSignal;
};
