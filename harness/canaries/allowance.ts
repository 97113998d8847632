/** The most that is unpacked of one body, in bytes. */
const MOST_UNPACKED = 256 * 1024 * 1024;
/** The most that is unpacked for each byte received, beyond the first {@link FREE} bytes. */
const MOST_RATIO = 200;
/** Unpacked whatever the ratio. */
const FREE = 8 * 1024 * 1024;

/** So many packed things are looked into whatever the size, and one more for so many bytes. */
const [FREE_MEMBERS, BYTES_A_MEMBER] = [10_000, 4096];

/** Bounds what all the layers of a body may unpack together, so that no bomb goes off. */
export type Allowance = {
  /** So many bytes came in. */
  received(bytes: number): void;
  /** So many bytes were unpacked; false when it is enough. */
  spend(bytes: number): boolean;
  /** One more packed thing is to be looked into; false when it is enough. */
  open(): boolean;
  /** How many more bytes may be unpacked. */
  left(): number;
};

/** @see {@link Allowance} */
export const createAllowance = (): Allowance => {
  let [received, spent, opened] = [0, 0, 0];
  const left = () => Math.min(MOST_UNPACKED, FREE + MOST_RATIO * received) - spent;
  return {
    received: (bytes) => void (received += bytes),
    spend(bytes) {
      spent += bytes;
      return left() >= 0;
    },
    open: () => ++opened <= FREE_MEMBERS + received / BYTES_A_MEMBER,
    left,
  };
};
