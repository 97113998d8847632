import { z } from 'zod';

/** A list that nobody changes. */
export const list = <Item extends z.ZodType>(item: Item) => z.array(item).readonly();

/** Longest text that is taken from another run's folder, in characters: no report is to drown in it. */
export const text = z.string().max(4000);

/** A number of things. */
export const whole = z.int().nonnegative();
