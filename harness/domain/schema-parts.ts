import { z } from 'zod';

/** A list that nobody changes. */
export const list = <Item extends z.ZodType>(item: Item) => z.array(item).readonly();

/** A number of things. */
export const whole = z.int().nonnegative();
