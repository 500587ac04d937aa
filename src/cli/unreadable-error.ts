/** Says what could not be read: the file, the line where there is one, and a reason of one line. */
export class UnreadableError extends Error {
  constructor(readonly file: string, readonly line: number | undefined, readonly reason: string) {
    super(line === undefined ? `${file}: ${reason}` : `${file}:${line}: ${reason}`);
    this.name = 'UnreadableError';
  }
}

/** Says that what could be read is no manifest: in a folder, files for other programs lie beside manifests. */
export class NotManifestError extends UnreadableError {}

/** A text from a file as it is quoted in a reason: on one line, and not longer than it helps. */
export function quoted(text: string): string {
  return printable(JSON.stringify(text.length > 60 ? `${text.slice(0, 59)}…` : text));
}

/** A text without what ends a line, moves a terminal's cursor or turns the direction of what follows. */
export function printable(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) => `\\u${character.codePointAt(0)!.toString(16).padStart(4, '0')}`);
}
