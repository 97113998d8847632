import type { HangUp } from '../state/attempt-request.ts';

/** What an exchange tells of how far it has come. */
export type HangUpWatch = {
  sent(): void;
  reached(stage: 'head' | 'body'): void;
  /** The exchange is over. */
  forget(): void;
};

/** Calls `hangUp` when it is time. Without `when` it never is. */
export function createHangUp(when: HangUp | undefined, hangUp: () => void): HangUpWatch {
  let forget = (): void => undefined;
  return {
    sent() {
      if (typeof when !== 'object') return;
      if (when.after > 0) {
        const timer = setTimeout(hangUp, when.after);
        forget = () => clearTimeout(timer);
      } else {
        // A turn later: this is called before the request is written.
        const soon = setImmediate(hangUp);
        forget = () => clearImmediate(soon);
      }
    },
    reached(stage) {
      if (stage === when) hangUp();
    },
    forget: () => forget(),
  };
}
