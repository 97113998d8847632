const minute = new Intl.DateTimeFormat('en-GB', {
  dateStyle: 'long',
  timeStyle: 'short',
  timeZone: 'UTC',
});

/** `22 November 2026 at 13:09 UTC`; reports are read in other time zones than they are made in. */
export function dateAndTime(at: number | string): string {
  return `${minute.format(new Date(at))} UTC`;
}

const second = new Intl.DateTimeFormat('en-GB', {
  dateStyle: 'long',
  timeStyle: 'medium',
  timeZone: 'UTC',
});

/** `22 November 2026 at 13:09:41 UTC`, where minutes do not tell what came first. */
export function toTheSecond(at: number): string {
  return `${second.format(new Date(at))} UTC`;
}

/** `48 s`, `2 min 5 s`, `1 h 20 min`, from milliseconds. */
export function duration(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  const minutes = Math.floor(seconds / 60);
  if (minutes === 0) return `${seconds} s`;
  if (minutes < 60) return `${minutes} min ${seconds % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
