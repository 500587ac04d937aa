/** A stretch of an expression's text. All stretches together are the text. */
export interface Token {
  readonly kind: 'string' | 'raw' | 'comment' | 'name' | 'blank' | 'other';
  readonly start: number;
  readonly text: string;
}

// Numbers stand among the other ones, whole, so that no name is found within one. In a raw string a backslash is a character like any other.
const TOKEN = new RegExp([
  String.raw`(?<raw>[rR](?:'''[^]*?'''|"""[^]*?"""|'[^'\n]*'|"[^"\n]*"))`,
  String.raw`(?<string>[bB]?(?:'''(?:\\[^]|[^\\])*?'''|"""(?:\\[^]|[^\\])*?"""|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"))`,
  String.raw`(?<comment>//[^\n]*)`,
  String.raw`(?<name>[A-Za-z_]\w*)`,
  String.raw`(?<blank>\s+)`,
  String.raw`(?<other>\d[\w.]*|[^])`,
].join('|'), 'gy');

/** Takes an expression's text apart as far as it takes to know what is code, what a string and what a comment. */
export function tokensOf(text: string): Token[] {
  return [...text.matchAll(TOKEN)].map(({ 0: whole, index, groups }) => {
    const [kind] = Object.entries(groups!).find(([, part]) => part !== undefined)!;
    return { kind: kind as Token['kind'], start: index, text: whole };
  });
}
