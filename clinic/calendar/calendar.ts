import type { Consultation } from '../booking/consultation.ts';

/** Octets of a line at most (RFC 5545, 3.1). */
const longestLine = 75;
/** How long a consultation takes, in ms. */
const duration = 15 * 60_000;

/** Consultations as a calendar (RFC 5545). */
export function toCalendar(consultations: readonly Consultation[]): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Clinic//Consultations//EN',
    ...consultations.flatMap(toEvent),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${fold(line)}\r\n`).join('');
}

function toEvent({ id, bookedAt, reason, patientName, clinicianName }: Consultation): string[] {
  return [
    'BEGIN:VEVENT',
    `UID:${id}`,
    `DTSTAMP:${toStamp(bookedAt)}`,
    `DTSTART:${toStamp(bookedAt)}`,
    `DTEND:${toStamp(bookedAt + duration)}`,
    `SUMMARY:${escape(`${patientName} with ${clinicianName}`)}`,
    `DESCRIPTION:${escape(reason)}`,
    'END:VEVENT',
  ];
}

function toStamp(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replaceAll(/[-:]|\.\d+/g, '');
}

function escape(text: string): string {
  return text.replaceAll(/[\\;,]/g, '\\$&').replaceAll(/\r?\n/g, '\\n');
}

/** Breaks a line where it gets too long, between characters: what follows begins with a space. */
function fold(line: string): string {
  let [folded, octets] = ['', 0];
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (octets + size > longestLine) {
      folded += '\r\n ';
      octets = 1;
    }
    folded += character;
    octets += size;
  }
  return folded;
}
