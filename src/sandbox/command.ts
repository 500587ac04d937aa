import { Place } from '../private/place';

/** A program and its arguments, each a text of its own. No shell is involved, so a text with blanks is one argument. */
export function commandOf(place: Place, command: unknown): string[] {
  if (!Array.isArray(command) || command.length === 0 || typeof command[0] !== 'string' || command[0].trim() === '') {
    place.fail({ given: command, allowed: 'a list with the program first, then its arguments', fix: 'write [\'/bin/program\', \'--flag\', \'value\']' });
  }
  return argumentsOf(place, command);
}

/** Arguments alone; there may be none. */
export function argumentsOf(place: Place, args: unknown): string[] {
  if (!Array.isArray(args)) place.fail({ given: args, allowed: 'a list of texts', fix: 'write [\'--flag\', \'value\']' });
  args.forEach((arg, index) => {
    if (typeof arg !== 'string') place.item(index).fail({ given: arg, allowed: 'a text', fix: 'write numbers and booleans in quotes' });
  });
  return [...args];
}
