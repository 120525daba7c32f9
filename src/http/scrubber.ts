const LONGEST = 4096;

const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const INSTANT = '\\d{4}-\\d{2}-\\d{2}(?:T\\d{2}:\\d{2}(?::\\d{2}(?:\\.\\d{1,9})?)?(?:Z|[+-]\\d{2}:\\d{2})?)?';
const HETU = '\\d{6}[-+A-FU-Y]\\d{3}[0-9A-Z]';
const IBAN = '[A-Z]{2}\\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?';
const TOKEN = '[A-Za-z0-9_-]{32,}';
const NUMBER = '\\+?\\(?\\d[\\d ()./-]{4,18}\\d';

const alone = (pattern: string) => `(?<![A-Za-z0-9_-])(?:${pattern})(?![A-Za-z0-9_-])`;

/** Ids and instants stay: the log is read by them. The order decides when two fit. */
const PATTERNS = new RegExp(
  `(?<keep>${alone(UUID)}|${alone(INSTANT)})|(?<hetu>${alone(HETU)})|(?<iban>${alone(IBAN)})|(?<token>${TOKEN})|(?<number>${NUMBER})`,
  'gi',
);

/** Names of files and modules are words with hyphens, tokens are not. */
const WORDS = /^[a-z]+(?:-[a-z]+)*$/;

/**
 * Second line of defence for log messages, after the rule that none holds a personal value: takes out what looks
 * like an e-mail address, a phone number, a personal identity code, an account number or a token.
 */
export function scrub(message: string): string {
  return withoutAddresses(message.slice(0, LONGEST)).replace(PATTERNS, (found, ...rest) => {
    const groups = rest.at(-1) as Record<string, string | undefined>;
    if (groups['keep'] !== undefined || WORDS.test(found)) return found;
    const kind = Object.keys(groups).find((name) => groups[name] !== undefined);
    return `[${kind}]`;
  });
}

function withoutAddresses(message: string): string {
  return message
    .split(/(\s+)/)
    .map((word) => (looksLikeAddress(word) ? '[e-mail]' : word))
    .join('');
}

/** Scoped packages in the frames of a stack have an @ too. */
function looksLikeAddress(word: string): boolean {
  return /@|%40/.test(word.replaceAll('node_modules/@', ''));
}
