const WEIGHTS = [7, 9, 10, 5, 8, 4, 2] as const;

/** Whether a Finnish business id (Y-tunnus, `1234567-8`) carries the check digit its seven digits call for. */
export function isBusinessId(text: string): boolean {
  const match = /^(\d{7})-(\d)$/.exec(text);
  if (!match) return false;
  // Stryker disable next-line StringLiteral: a match always has its digits
  const [, digits = '', check] = match;
  const remainder = WEIGHTS.reduce((sum, weight, place) => sum + weight * Number(digits[place]), 0) % 11;
  // A remainder of 1 would need the digit 10: such numbers are never given out, and no digit fits them.
  return Number(check) === (remainder === 0 ? 0 : 11 - remainder);
}
