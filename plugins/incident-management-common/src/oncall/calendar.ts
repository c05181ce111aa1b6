import { Rotation, Shift } from './rotation';

/** Of RFC 5545: a line has 75 octets at most, without its end. */
const LINE_OCTETS = 75;

/**
 * A rotation as an iCalendar file (RFC 5545), for calendars that subscribe to it: an event a shift.
 *
 * @param nameOf - What a person is called.
 */
export function rotationCalendar(
  { name, title }: Pick<Rotation, 'name' | 'title'>,
  shifts: readonly Shift[],
  { stampedAt, nameOf }: { stampedAt: string; nameOf: (ref: string) => string },
): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Countersign//On call//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `X-WR-CALNAME:${escaped(title)}`,
    ...shifts.flatMap(({ start, end, who, override }) => [
      'BEGIN:VEVENT',
      // The shift that begins then, whoever has it: one that is swapped is changed and not doubled.
      `UID:${name}-${compact(start)}@countersign`,
      `DTSTAMP:${compact(stampedAt)}`,
      `DTSTART:${compact(start)}`,
      `DTEND:${compact(end)}`,
      `SUMMARY:${escaped(`${title}: ${nameOf(who)}`)}`,
      ...(override ? ['CATEGORIES:OVERRIDE'] : []),
      'TRANSP:TRANSPARENT',
      'END:VEVENT',
    ]),
    'END:VCALENDAR',
  ];
  return lines.map(line => `${folded(line)}\r\n`).join('');
}

/** `20261124T120000Z` */
function compact(instant: string): string {
  return instant.replace(/[-:]|\.\d+/g, '');
}

function escaped(text: string): string {
  return text
    .replace(/[\\;,]/g, character => `\\${character}`)
    .replace(/\r\n|\r|\n/g, '\\n');
}

/** A long line is continued on the next, never within a character. */
function folded(line: string): string {
  const encoder = new TextEncoder();
  let octets = 0;
  let text = '';
  for (const character of line) {
    const size = encoder.encode(character).length;
    if (octets + size > LINE_OCTETS) {
      text += '\r\n ';
      octets = 1;
    }
    text += character;
    octets += size;
  }
  return text;
}
