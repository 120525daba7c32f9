/** Gives for each key what was made for it the first time: most data of a person share their dates, holds and decision. */
export type Remembered<Key, Made> = (key: Key, make: () => Made) => Made;

export function remember<Key, Made>(): Remembered<Key, Made> {
  const made = new Map<Key, Made>();
  return (key, make) => {
    const known = made.get(key);
    // Stryker disable next-line ConditionalExpression: what is not remembered is made again
    if (known !== undefined) return known;
    const fresh = make();
    made.set(key, fresh);
    return fresh;
  };
}
