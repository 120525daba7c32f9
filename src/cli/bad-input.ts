/** What was given cannot be used: exit code 2. The message names the place and the rule, never the value. */
export class BadInput extends Error {
  override readonly name = 'BadInput';
}
