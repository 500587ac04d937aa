// Variables and words in CEL: what gives a credential away, and what makes programs run other code.

/** Credentials whose form is known: keys of clouds and of services. */
const KEYS = [
  '(AKIA|ASIA)[0-9A-Z]{16}',
  '-----BEGIN [A-Z ]*PRIVATE KEY',
  'gh[pousr]_[A-Za-z0-9]{10,}',
  'github_pat_[A-Za-z0-9_]{20,}',
  'glpat-[A-Za-z0-9_-]{20,}',
  // Not the end of another word, as in "task-…".
  '(^|[^A-Za-z0-9])sk-([A-Za-z0-9]{20,}|(proj|ant|svcacct|or-v1)-[A-Za-z0-9_-]{20,})',
];

/** Likewise: other tokens, signed ones, passwords in addresses. */
const TOKENS = [
  'xox[abposr]-[A-Za-z0-9-]{10,}',
  'AIza[A-Za-z0-9_-]{30,}',
  'hf_[A-Za-z0-9]{30,}',
  'eyJ[A-Za-z0-9_-]{8,}[.]eyJ[A-Za-z0-9_-]{8,}[.]',
  // A "$" is a reference to a variable, not the password.
  '[A-Za-z][A-Za-z0-9+.-]*://[^/:@ ]+:[^/@$ ]+@',
];

const NAMES = '(^|_)(PASSWORD|PASSWD|SECRET|TOKEN|API_?KEY|ACCESS_?KEY|SECRET_?KEY|PRIVATE_?KEY|CREDENTIALS?)$';

/**
 * Whether a text has a credential in it, one expression for a part of the forms: the server counts the length of text times that of the pattern, and
 * all of them at once would be too much for Pods with many variables.
 */
export const CREDENTIALS = [KEYS, TOKENS].map((patterns) => (text: string): string => `${text}.matches('${patterns.join('|')}')`);

/**
 * Whether a variable is a credential by its name. Its value has to look like one too, letters and digits in one word: paths to files, references,
 * numbers and words such as "unused", which stand where a sidecar puts the real one in, are none.
 */
export const isNamedCredential = (name: string, value: string): string => (
  `${name}.upperAscii().matches('${NAMES}') && ${value}.matches('^[^/$< ][^ ]{7,}$') && ${value}.matches('[0-9]') && ${value}.matches('[A-Za-z]')`
);

/** Variables by which a program runs other code before its own, in every container. */
const CODE = ['BASH_ENV', 'GIT_SSH_COMMAND', 'LD_PRELOAD', 'PERL5OPT', 'PYTHONSTARTUP', 'RUBYOPT'];

/** Those that have good uses where the code is not trusted anyway, and none in a container that is. */
const SEARCH = ['ENV', 'JAVA_TOOL_OPTIONS', 'LD_LIBRARY_PATH', 'NODE_OPTIONS', 'PYTHONPATH'];

/** Those that templates set for good reasons, and claims to get around what the template says. */
const SURROUNDINGS = ['HOME', 'PATH'];

const listOf = (names: readonly string[]): string => `[${names.map((name) => `'${name}'`).join(', ')}]`;

export const CODE_NAMES = listOf(CODE);
export const TRUSTED_NAMES = listOf([...CODE, ...SEARCH]);
export const CLAIM_NAMES = listOf([...CODE, ...SEARCH, ...SURROUNDINGS]);
